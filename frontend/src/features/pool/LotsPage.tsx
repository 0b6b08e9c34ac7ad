import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Lot } from '@/api/memberTypes'
import type { MyProducer } from '@/api/types'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { unbroken } from '@/lib/unbroken'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Title } from '@/ui/Title'
import { lotsQuery } from './api'
import { LotDates } from './LotDates'
import styles from './LotsPage.module.css'

/** What the reader's producers made: with what of it is in no offer yet. */
export default function LotsPage() {
  const { t } = useTranslation('pool')
  const { me } = useWorkspace()
  useLive(me.producers.map(({ id }) => `producer:${id}`))
  return (
    <div className={styles.page}>
      <div className={`row row--apart row--wrap ${styles.head}`}>
        <div className="stack stack--2">
          <Title>{t('mine.title')}</Title>
          <p className="soft">{t('mine.lead')}</p>
        </div>
        {me.producers.length > 0 && (
          <ButtonLink look="go" icon="plus" to="nuevo">
            {t('mine.new')}
          </ButtonLink>
        )}
      </div>
      {me.producers.length === 0 && (
        <Empty emblem="generic" title={t('mine.noProducer')}>
          {t('mine.noProducerDetail')}
        </Empty>
      )}
      {me.producers.map((producer) => (
        <ProducerLots key={producer.id} producer={producer} named={me.producers.length > 1} />
      ))}
    </div>
  )
}

function ProducerLots({ producer, named }: { producer: MyProducer; named: boolean }) {
  const { t } = useTranslation('pool')
  const query = useQuery(lotsQuery(producer.id))
  return (
    <section aria-label={producer.name}>
      {named && <h2 className="name h3">{producer.name}</h2>}
      <Loaded query={query}>
        {({ results }) =>
          results.length === 0 ? (
            <Empty emblem="cheese" title={t('mine.empty')}>
              {t('mine.emptyDetail')}
            </Empty>
          ) : (
            <ul>
              {results.map((lot) => (
                <Row key={lot.id} lot={lot} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

function Row({ lot }: { lot: Lot }) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  return (
    <li className={`${styles.row} arrive`}>
      <span className={styles.words}>
        <b>{unbroken(lot.code)}</b> · {lot.product_name}
        <span className="small soft">
          <LotDates made={lot.made_on} until={lot.best_before} />
        </span>
      </span>
      <span className="r">
        <span className={`big ${styles.free}`}>{format.count(lot.free)}</span>
        <br />
        <span className="tiny soft">
          {t('mine.free', { count: lot.free, total: format.count(lot.units) })}
        </span>
      </span>
    </li>
  )
}
