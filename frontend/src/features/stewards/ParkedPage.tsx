import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { ParkedCause, ParkedLine } from '@/api/stewardTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { parkedQuery } from './api'
import { Checked } from './Checked'
import styles from './ParkedPage.module.css'
import { ParkedRow } from './ParkedRow'
import { ReasonDialog } from './ReasonDialog'

type Wish =
  | { group: string; key: string; only_first: boolean }
  | { group: string; name: string; error_kind: string; only_first: boolean }

/** Events that a group could not take: why, what waits behind them, and the button that tries again. */
export default function ParkedPage() {
  const { t } = useTranslation('stewards')
  const query = useQuery(parkedQuery)
  const queries = useQueryClient()
  const say = useToast()
  const [givenUp, setGivenUp] = useState<ParkedLine | null>(null)
  const again = () => void queries.invalidateQueries({ queryKey: ['stewards'] })
  const redrive = useCommand({
    mutationFn: (body: Wish) => ask(client.POST('/api/v1/stewards/parked/redrive', { body })),
    onSuccess({ worked, left }) {
      say(
        worked > 0
          ? `${t('parked.worked', { count: worked })} ${left > 0 ? t('parked.left', { count: left }) : ''}`
          : t(left > 0 ? 'parked.failedAgain' : 'parked.gone'),
      )
    },
    onSettled: again,
  })
  const message = useProblem(redrive.error)
  return (
    <>
      <div className="stack stack--1">
        <Title>{t('parked.title')}</Title>
        <p className={`soft ${styles.lead}`}>{t('parked.lead')}</p>
        <Checked query={query} />
      </div>
      {message && (
        <Notice kind="bad" role="alert">
          {message.title} {message.detail}
        </Notice>
      )}
      <Loaded query={query}>
        {({ causes, lines }) =>
          lines.length === 0 ? (
            <Empty emblem="star" title={t('parked.none')}>
              {t('parked.noneDetail')}
            </Empty>
          ) : (
            <>
              <Causes causes={causes} busy={redrive.isPending} onRedrive={redrive.mutate} />
              <section aria-labelledby="lines">
                <h2 className="name h3" id="lines">
                  {t('parked.lines', { count: lines.length })}
                </h2>
                <ul className={styles.list}>
                  {lines.map((line) => (
                    <ParkedRow
                      key={line.event_id + line.group}
                      line={line}
                      busy={redrive.isPending}
                      onRedrive={(only_first) =>
                        redrive.mutate({ group: line.group, key: line.key, only_first })
                      }
                      onGiveUp={() => setGivenUp(line)}
                    />
                  ))}
                </ul>
              </section>
            </>
          )
        }
      </Loaded>
      <ReasonDialog
        open={givenUp !== null}
        onClose={() => setGivenUp(null)}
        title={t('parked.giveUpTitle', { name: givenUp?.name ?? '' })}
        act={t('parked.giveUp')}
        run={(reason) =>
          ask(
            client.POST('/api/v1/stewards/parked/set-aside', {
              body: { group: givenUp?.group ?? '', event_id: givenUp?.event_id ?? '', reason },
            }),
          )
        }
        onDone={() => {
          setGivenUp(null)
          say(t('parked.givenUp'))
          again()
        }}
      >
        <p>{t('parked.giveUpDetail', { group: givenUp?.group ?? '' })}</p>
      </ReasonDialog>
    </>
  )
}

function Causes({
  causes,
  busy,
  onRedrive,
}: {
  causes: ParkedCause[]
  busy: boolean
  onRedrive(wish: Wish): void
}) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  return (
    <section aria-labelledby="causes">
      <h2 className="name h3" id="causes">
        {t('parked.causes', { count: causes.length })}
      </h2>
      <ul className={styles.list}>
        {causes.map((cause) => (
          <li key={`${cause.group} ${cause.name} ${cause.error_kind}`} className={styles.cause}>
            <p>
              <b className={styles.mono}>{cause.error_kind || t('parked.behind')}</b>
              <br />
              <span className="small soft">
                {t('parked.cause', { name: cause.name, group: cause.group })}{' '}
                {t('parked.keys', { count: cause.keys })},{' '}
                {t('parked.events', { count: cause.events, many: format.count(cause.events) })}
              </span>
            </p>
            <Button
              small
              icon="sync"
              busy={busy}
              onClick={() =>
                onRedrive({
                  group: cause.group,
                  name: cause.name,
                  error_kind: cause.error_kind,
                  only_first: false,
                })
              }
            >
              {t('parked.allOfCause')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
