import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaName } from '@/lib/comunas'
import { Button } from '@/ui/Button'
import { Failure } from '@/ui/Failure'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { ComunaFilter } from './ComunaFilter'
import styles from './Directory.module.css'

interface Props<Row> {
  title: string
  lead: string
  /** The comuna that stands in the address, or '' */
  comuna: string
  /** How many there are by comuna; empty until it is known */
  counts: Map<string, number>
  say(count: number): string
  query: {
    data: { pages: { results: Row[] }[] } | undefined
    error: Error | null
    isPending: boolean
    isPlaceholderData: boolean
    hasNextPage: boolean
    isFetchingNextPage: boolean
    refetch(): unknown
    fetchNextPage(): unknown
  }
  /** What stands there where nobody is */
  none: ReactNode
  row(row: Row, index: number): ReactNode
}

/** Who is in the region, with a filter by comuna: producers, associations. */
export function Directory<Row>({ title, lead, comuna, counts, say, query, none, row }: Props<Row>) {
  const { t } = useTranslation('catalog')
  const [, setParams] = useSearchParams()
  const rows = query.data?.pages.flatMap((page) => page.results) ?? []
  const there = comuna ? (counts.get(comuna) ?? 0) : [...counts.values()].reduce((a, b) => a + b, 0)
  return (
    <StoreFrame>
      <div className={styles.head}>
        <Title>{title}</Title>
        <p className="lead soft">{lead}</p>
      </div>
      <div className={styles.page}>
        <ComunaFilter
          comuna={comuna}
          counts={counts}
          say={say}
          onChoose={(cut) => setParams(cut ? { comuna: cut } : {})}
        />
        <div>
          <p className="small soft" role="status">
            {counts.size > 0 ? [comunaName(comuna), say(there)].filter(Boolean).join(': ') : '\u00a0'}
          </p>
          {query.isPending && (
            <Waiting>
              <Lines widths={[60, 50, 70, 55]} />
            </Waiting>
          )}
          {query.error && !query.data && <Failure error={query.error} again={() => void query.refetch()} />}
          {query.data && rows.length === 0 && none}
          <ul className={styles.list} aria-busy={query.isPlaceholderData}>
            {rows.map(row)}
          </ul>
          {query.hasNextPage && (
            <p className={styles.more}>
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('more')}
              </Button>
            </p>
          )}
        </div>
      </div>
    </StoreFrame>
  )
}
