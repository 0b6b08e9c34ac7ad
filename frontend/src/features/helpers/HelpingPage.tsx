import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useParams } from 'react-router'
import { meQuery } from '@/api/me'
import { doorPath, useHere } from '@/app/doors'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useLive } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { Acts } from './Acts'
import { myActsQuery, myHelpQuery } from './api'
import { EndHelp } from './EndHelp'
import { HelpedLots } from './HelpedLots'
import { NewLotDialog } from './NewLotDialog'
import styles from './page.module.css'
import { StatutesDialog } from './StatutesDialog'
import { lastDay, type OwnHelper, scopesOf } from './words'

/** Acting for one member: what she has, what waits, and what was done. */
export default function HelpingPage() {
  const { t } = useTranslation('helpers')
  const { helperId = '' } = useParams()
  const here = useHere()
  const me = useQuery(meQuery)
  const query = useQuery({ ...myHelpQuery(helperId), enabled: Boolean(me.data?.person) })
  useLive([me.data?.person && `user:${me.data.person.id}`])
  if (me.data && !me.data.person) return <Navigate to={doorPath('entrar', here)} replace />
  return (
    <StoreFrame className={styles.page} back={{ to: '/ayudo', label: t('mine.title') }}>
      <Loaded query={query}>{(helper) => <Helping helper={helper} />}</Loaded>
    </StoreFrame>
  )
}

/** Always in sight: for whom the next tap counts. */
export function Acting({ helper }: { helper: OwnHelper }) {
  const { t } = useTranslation('helpers')
  return (
    <aside className={styles.acting} aria-label={t('acting.label')}>
      <b>{t('acting.banner', { name: helper.member.name })}</b>
      <Link to="/ayudo">{t('acting.stop')}</Link>
    </aside>
  )
}

function Helping({ helper }: { helper: OwnHelper }) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  const [asked, setAsked] = useState<'lot' | 'statutes' | 'end' | null>(null)
  const place = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeptFocus(place, heading, helper.statutes_to_accept?.id)
  if (helper.state !== 'live') {
    return (
      <>
        <Title>{helper.member.name}</Title>
        <Notice kind="act">{t('acting.over', { name: helper.member.name })}</Notice>
        {helper.acts > 0 && <Done helper={helper} />}
      </>
    )
  }
  const may = (scope: OwnHelper['scopes'][number]) => helper.scopes.includes(scope)
  return (
    <>
      <Acting helper={helper} />
      <div className="stack stack--2">
        <Title ref={heading}>{t('acting.title', { name: helper.member.name })}</Title>
        <p className="soft">
          {t('acting.consent', {
            what: scopesOf(helper, t, format.list),
            day: format.day(lastDay(helper)),
            association: helper.association.name,
          })}
        </p>
      </div>
      {helper.statutes_to_accept && may('statutes') && (
        <div ref={place}>
          <Notice kind="act">
            <p>{t('statutes.waits', { version: helper.statutes_to_accept.version })}</p>
            <Button small onClick={() => setAsked('statutes')}>
              {t('statutes.read')}
            </Button>
          </Notice>
        </div>
      )}
      {(may('lots') || may('pool')) && (
        <section className="stack" aria-labelledby="lots">
          <div className="row row--apart row--wrap row--base">
            <h2 className="name h3" id="lots">
              {t('lots.title')}
            </h2>
            {may('lots') && (
              <Button look="go" icon="plus" onClick={() => setAsked('lot')}>
                {t('lots.new')}
              </Button>
            )}
          </div>
          <HelpedLots helper={helper} />
        </section>
      )}
      <Done helper={helper} />
      <p className="small soft">{t('acting.notVotes', { name: helper.member.name })}</p>
      <div>
        <Button small look="plain" onClick={() => setAsked('end')}>
          {t('acting.end')}
        </Button>
      </div>
      <NewLotDialog helper={helper} open={asked === 'lot'} onClose={() => setAsked(null)} />
      {helper.statutes_to_accept && (
        <StatutesDialog helper={helper} open={asked === 'statutes'} onClose={() => setAsked(null)} />
      )}
      <EndHelp helper={asked === 'end' ? helper : null} by="helper" onClose={() => setAsked(null)} />
    </>
  )
}

function Done({ helper }: { helper: OwnHelper }) {
  const { t } = useTranslation('helpers')
  return (
    <section className="stack" aria-labelledby="done">
      <div className="row row--apart row--wrap row--base">
        <h2 className="name h3" id="done">
          {t('acts.mine')}
        </h2>
        {helper.unhanded > 0 && (
          <ButtonLink small icon="box" to={`/ayudo/${helper.id}/comprobante`}>
            {t('mine.unhanded', { count: helper.unhanded })}
          </ButtonLink>
        )}
      </div>
      <Acts query={myActsQuery(helper.id)} empty={t('acts.none')} />
    </section>
  )
}
