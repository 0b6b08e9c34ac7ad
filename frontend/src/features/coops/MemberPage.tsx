import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { MemberDetail, Office } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import { Who } from '@/ui/Who'
import { memberQuery, workspaceQuery } from './api'
import { EndMembershipDialog } from './EndMembershipDialog'
import { EndRoleDialog } from './EndRoleDialog'
import { GiveRoleDialog } from './GiveRoleDialog'
import styles from './MemberPage.module.css'
import { SuspensionActs, SuspensionNotice } from './record/Suspension'

/** One member: who they are, since when, who acts for them and with what offices. */
export default function MemberPage() {
  const { t } = useTranslation('coops')
  const { membershipId = '' } = useParams()
  const { association } = useWorkspace()
  const query = useQuery(memberQuery(association.id, membershipId))
  return (
    <div className={styles.page}>
      <p>
        <Link to=".." relative="path" className={styles.back}>
          <Icon name="left" /> {t('members.title')}
        </Link>
      </p>
      <Loaded query={query}>{(member) => <Member member={member} />}</Loaded>
    </div>
  )
}

function Member({ member }: { member: MemberDetail }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  const { me, association } = useWorkspace()
  const workspace = useQuery(workspaceQuery(association.id)).data
  const [giving, setGiving] = useState(false)
  const [ending, setEnding] = useState<Office | null>(null)
  const [leaving, setLeaving] = useState(false)
  const can = workspace?.can ?? []
  const place = [member.locality, comunaName(member.comuna)].filter(Boolean).join(', ')
  const leads =
    can.includes('coops_suspendMember') || (can.includes('coops_reinstateMember') && !!member.suspension)
  const administers = association.roles.includes('administrator')
  return (
    <>
      <div className="row row--3">
        <Who large colour={member.mine ? 1 : undefined}>
          {member.initials}
        </Who>
        <div>
          <Title>{member.name}</Title>
          <p className="soft">{place}</p>
        </div>
      </div>
      <p>
        {t('member.joined', { number: member.number, day: format.day(member.joined_at) })}{' '}
        {member.accepted_at
          ? t('member.accepted', { day: format.day(member.accepted_at) })
          : t('member.notAccepted')}
      </p>
      {member.suspension && <SuspensionNotice name={member.name} suspension={member.suspension} />}
      {member.story && <p className={styles.story}>{member.story}</p>}
      <section className="stack stack--2" aria-labelledby="people">
        <h2 className="name h3" id="people">
          {t('member.people')}
        </h2>
        <ul className={styles.people}>
          {member.people.map((person) => {
            const offices = member.roles.filter(({ person_id }) => person_id === person.id)
            return (
              <li key={person.id}>
                <b>{person.name}</b>
                {person.id === me.person?.id && <span className="soft small"> {t('members.you')}</span>}
                {person.kind === 'agent' && <span className="soft small"> · {t('member.agent')}</span>}
                {offices.map((office) => (
                  <span key={office.id} className={styles.office}>
                    <span>
                      {t(`office.${office.role}`)}{' '}
                      <span className="small soft">
                        {t('members.since', { day: format.day(office.starts_at) })}
                      </span>
                    </span>
                    {can.includes('coops_endRole') && (
                      <Button
                        small
                        look="plain"
                        aria-label={t('role.endOne', {
                          role: t(`office.${office.role}`),
                          name: person.name,
                        })}
                        onClick={() => setEnding(office)}
                      >
                        {t('role.end')}
                      </Button>
                    )}
                  </span>
                ))}
              </li>
            )
          })}
        </ul>
        {can.includes('coops_giveRole') && (
          <div>
            <Button small icon="plus" onClick={() => setGiving(true)}>
              {t('role.give')}
            </Button>
          </div>
        )}
      </section>
      {(member.mine || administers || leads) && workspace && (
        <section className={styles.end}>
          {leads && <SuspensionActs member={member} />}
          {(member.mine || administers) && (
            <Button look="bad" onClick={() => setLeaving(true)}>
              {member.mine ? t('leave.open', { name: association.name }) : t('leave.exclude')}
            </Button>
          )}
        </section>
      )}
      <GiveRoleDialog member={member} open={giving} onClose={() => setGiving(false)} />
      <EndRoleDialog office={ending} onClose={() => setEnding(null)} />
      <EndMembershipDialog member={member} open={leaving} onClose={() => setLeaving(false)} />
    </>
  )
}
