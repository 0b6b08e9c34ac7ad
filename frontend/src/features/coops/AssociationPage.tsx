import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Workspace } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import styles from './AssociationPage.module.css'
import { workspaceQuery } from './api'
import { EditAssociation } from './EditAssociation'
import { EndMembershipDialog } from './EndMembershipDialog'
import { OwnGoods } from './OwnGoods'
import { offices } from './offices'
import { AssociationRut } from './record/RutForm'
import { Standing } from './record/Standing'

/** What the association says of itself, who holds which office, and the way out. */
export default function AssociationPage() {
  const { t } = useTranslation('coops')
  const { association } = useWorkspace()
  const query = useQuery(workspaceQuery(association.id))
  return (
    <div className={styles.page}>
      <Title>{t('association.title')}</Title>
      <Loaded query={query}>
        {(workspace) => (
          <>
            <Standing workspace={workspace} />
            <PublicPage workspace={workspace} />
            <Joining workspace={workspace} />
            <Offices workspace={workspace} />
            <OwnGoods workspace={workspace} />
            {workspace.can.includes('coops_getRut') && (
              <AssociationRut
                associationId={workspace.association.id}
                asked={workspace.association.status === 'constituted'}
              />
            )}
            <Mine workspace={workspace} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function PublicPage({ workspace: { association, can } }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const [editing, setEditing] = useState(false)
  if (editing) return <EditAssociation association={association} onDone={() => setEditing(false)} />
  return (
    <section className="stack" aria-labelledby="page">
      <div className="row row--apart row--wrap row--base">
        <h2 className="name h3" id="page">
          {t('association.page')}
        </h2>
        {can.includes('coops_updateAssociation') && (
          <Button small onClick={() => setEditing(true)}>
            {t('association.edit')}
          </Button>
        )}
      </div>
      <p className="soft">
        {t(`kind.${association.kind}`)} · {comunaName(association.comuna)}
      </p>
      <p className={styles.prose}>{association.purpose}</p>
      {association.story ? (
        <p className={styles.prose}>{association.story}</p>
      ) : (
        can.includes('coops_updateAssociation') && <p className="soft">{t('association.noStory')}</p>
      )}
      <p>
        {association.status === 'forming' ? (
          <span className="small soft">{t('association.hidden')}</span>
        ) : (
          <Link to={`/asociaciones/${association.slug}`}>{t('association.see')}</Link>
        )}
      </p>
    </section>
  )
}

function Joining({ workspace: { association, can } }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  return (
    <section className="stack stack--2" aria-labelledby="joining">
      <h2 className="name h3" id="joining">
        {t('association.joining')}
      </h2>
      <p className="soft">{t(`association.admission.${association.admission}`)}</p>
      {can.includes('coops_setAdmission') && (
        <p>
          <Link to="ingreso" className={styles.way}>
            {t('association.changeJoining')} <Icon name="right" />
          </Link>
        </p>
      )}
    </section>
  )
}

function Offices({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  return (
    <section className="stack" aria-labelledby="offices">
      <h2 className="name h3" id="offices">
        {t('association.offices')}
      </h2>
      <dl className={styles.offices}>
        {offices.map((role) => {
          const held = workspace.offices.filter((office) => office.role === role)
          return (
            <div key={role}>
              <dt>
                <b>{t(`officeName.${role}`)}</b>
                <br />
                <span className="small soft">{t(`officeDetail.${role}`)}</span>
              </dt>
              <dd>
                {held.length === 0 && <span className="soft">{t('association.nobody')}</span>}
                {held.map((office) => (
                  <span key={office.id}>
                    {office.person_name}{' '}
                    <span className="small soft">
                      {t('members.since', { day: format.day(office.starts_at) })}
                    </span>
                  </span>
                ))}
              </dd>
            </div>
          )
        })}
      </dl>
      <p>
        <Link to="permisos" className={styles.way}>
          {t('association.duties')} <Icon name="right" />
        </Link>
      </p>
      {workspace.roles.some((role) => ['administrator', 'president', 'oversight'].includes(role)) && (
        <p>
          <Link to="../quien-ha-mirado" className={styles.way}>
            {t('association.looks')} <Icon name="right" />
          </Link>
        </p>
      )}
      {workspace.roles.some((role) => ['administrator', 'president', 'secretary'].includes(role)) && (
        <p>
          <Link to="../ayudantes" className={styles.way}>
            {t('association.helpers')} <Icon name="right" />
          </Link>
        </p>
      )}
      {workspace.can.includes('coops_giveRole') && <p className="small soft">{t('association.giveHint')}</p>}
    </section>
  )
}

function Mine({ workspace: { memberships, offices: held } }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const { me } = useWorkspace()
  const [leaving, setLeaving] = useState<string | null>(null)
  if (memberships.length === 0) return null
  const nameOf = (producerId: string) => me.producers.find(({ id }) => id === producerId)?.name ?? ''
  return (
    <section className="stack" aria-labelledby="mine">
      <h2 className="name h3" id="mine">
        {t('association.mine')}
      </h2>
      <ul>
        {memberships.map((membership) => {
          const name = nameOf(membership.producer_id)
          return (
            <li key={membership.id} className={styles.mine}>
              <span>
                <Link to={`../socios/${membership.id}`}>
                  <b>{name}</b>
                </Link>{' '}
                <span className="small soft">{t('members.number', { number: membership.number })}</span>
                <br />
                <Link to={`/productor/${membership.producer_id}/personas`} className="small">
                  {t('association.people')}
                </Link>
              </span>
              <Button
                small
                look="bad"
                onClick={() => setLeaving(membership.id)}
                aria-label={t('leave.one', { name })}
              >
                {t('leave.short')}
              </Button>
              <EndMembershipDialog
                member={{
                  id: membership.id,
                  name,
                  mine: true,
                  roles: held.filter(({ person_id }) => person_id === me.person?.id),
                }}
                open={leaving === membership.id}
                onClose={() => setLeaving(null)}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
