import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { More } from '@/ui/More'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { readingsQuery } from './api'
import { BeginReading } from './BeginReading'
import { ReadingRow } from './ReadingRow'
import styles from './ReadingsPage.module.css'

/** Reading an association: with a reason, for a while, and its board sees it. */
export default function ReadingsPage() {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const query = useInfiniteQuery(readingsQuery)
  const queries = useQueryClient()
  const say = useToast()
  const again = () => {
    void queries.invalidateQueries({ queryKey: ['stewards'] })
    void queries.invalidateQueries({ queryKey: ['me'] })
  }
  const end = useCommand({
    mutationFn: (reading_id: string) =>
      ask(client.POST('/api/v1/stewards/readings/{reading_id}/end', { params: { path: { reading_id } } })),
    onSuccess: () => say(t('reading.ended')),
    onSettled: again,
  })
  const message = useProblem(end.error)
  return (
    <>
      <div className="stack stack--1">
        <Title>{t('reading.title')}</Title>
        <p className={`soft ${styles.lead}`}>{t('reading.lead')}</p>
      </div>
      <div className={styles.columns}>
        <BeginReading onDone={again} />
        <div className={styles.lists}>
          {message && (
            <Notice kind="bad" role="alert">
              {message.title} {message.detail}
            </Notice>
          )}
          <Loaded query={query}>
            {({ pages }) => {
              const all = pages.flatMap(({ results }) => results)
              const mine = all.filter(({ mine, ended_at }) => mine && !ended_at)
              const others = all.filter((one) => !mine.includes(one))
              return (
                <>
                  <section aria-labelledby="mine">
                    <h2 className="name h3" id="mine">
                      {t('reading.mine')}
                    </h2>
                    {mine.length === 0 && <p className="soft">{t('reading.noneMine')}</p>}
                    <ul className={styles.list}>
                      {mine.map((reading) => (
                        <ReadingRow key={reading.id} reading={reading} withAssociation>
                          <p>{t('reading.until', { when: format.onWhen(reading.ends_at) })}</p>
                          <div className="row row--wrap">
                            <Link className="btn btn--sm" to={`/a/${reading.association.slug}/acopio`}>
                              {t('reading.go')}
                            </Link>
                            <Button small busy={end.isPending} onClick={() => end.mutate(reading.id)}>
                              {t('reading.end')}
                            </Button>
                          </div>
                        </ReadingRow>
                      ))}
                    </ul>
                  </section>
                  <section aria-labelledby="before">
                    <h2 className="name h3" id="before">
                      {t('reading.before')}
                    </h2>
                    {others.length === 0 && <p className="soft">{t('reading.noneBefore')}</p>}
                    <ul className={styles.list}>
                      {others.map((reading) => (
                        <ReadingRow key={reading.id} reading={reading} withAssociation />
                      ))}
                    </ul>
                  </section>
                </>
              )
            }}
          </Loaded>
          <More query={query}>{t('more')}</More>
        </div>
      </div>
    </>
  )
}
