import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useParams } from 'react-router'
import { meQuery } from '@/api/me'
import type { Me, MyProducer } from '@/api/types'
import { doorPath, useHere } from '@/app/doors'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { Problem } from '@/lib/problem'
import { useLive } from '@/live/LiveProvider'
import { Title } from '@/ui/Title'
import { Acts } from './Acts'
import { doneForMeQuery, myHelpersOf } from './api'
import { Consent } from './Consent'
import { EndHelp } from './EndHelp'
import styles from './page.module.css'
import type { Helper } from './words'

/** «Lo que se hizo por ti»: who may act for my producer, by which consent of mine, and everything that was done so. */
export default function DoneForMePage() {
  const { producerId = '' } = useParams()
  const here = useHere()
  const query = useQuery(meQuery)
  return (
    <Loaded query={query}>
      {(me) => {
        if (!me.person) return <Navigate to={doorPath('entrar', here)} replace />
        const producer = me.producers.find(({ id }) => id === producerId)
        if (!producer) throw new Problem(404, { code: 'not_found' })
        return <Done me={me} producer={producer} />
      }}
    </Loaded>
  )
}

function Done({ me, producer }: { me: Me; producer: MyProducer }) {
  const { t } = useTranslation('helpers')
  const query = useQuery(myHelpersOf(producer.id))
  const [ending, setEnding] = useState<Helper | null>(null)
  useLive([me.person && `user:${me.person.id}`, `producer:${producer.id}`])
  return (
    <StoreFrame className={styles.page} back={{ to: homeOf(me), label: t('back') }}>
      <div className="stack stack--2">
        <Title>{t('forMe.title', { name: producer.name })}</Title>
        <p className="lead soft">{t('forMe.lead')}</p>
      </div>
      <section className="stack" aria-labelledby="who">
        <h2 className="name h3" id="who">
          {t('forMe.who')}
        </h2>
        <Loaded query={query}>
          {({ results }) =>
            results.length === 0 ? (
              <p className="soft">{t('forMe.nobody')}</p>
            ) : (
              <ul className={styles.list}>
                {results.map((helper) => (
                  <Consent key={helper.id} helper={helper} onEnd={() => setEnding(helper)} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <section className="stack" aria-labelledby="what">
        <h2 className="name h3" id="what">
          {t('forMe.what')}
        </h2>
        <Acts query={doneForMeQuery(producer.id)} empty={t('forMe.nothing')} whole />
      </section>
      <EndHelp helper={ending} by="member" onClose={() => setEnding(null)} />
    </StoreFrame>
  )
}
