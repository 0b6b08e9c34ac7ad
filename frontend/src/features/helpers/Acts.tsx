import { type UseInfiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { components } from '@/api/schema'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { More } from '@/ui/More'
import styles from './page.module.css'
import type { HelpedAct } from './words'

type Page = components['schemas']['HelpedActPage']
// biome-ignore lint/suspicious/noExplicitAny: three queries with keys of their own share this list
type Query = UseInfiniteQueryOptions<Page, Error, { pages: Page[] }, any, string | undefined>

/** What was done, newest first: who, for whom, when, in the words of the receipt. */
export function Acts({
  query: options,
  empty,
  whole = false,
}: {
  query: Query
  empty: string
  whole?: boolean
}) {
  const { t } = useTranslation('helpers')
  const query = useInfiniteQuery(options)
  return (
    <>
      <Loaded query={query}>
        {({ pages }) => {
          const acts = pages.flatMap(({ results }) => results)
          if (acts.length === 0) return <p className="soft">{empty}</p>
          return (
            <ol className={styles.list}>
              {acts.map((act) => (
                <Row key={act.number} act={act} whole={whole} />
              ))}
            </ol>
          )
        }}
      </Loaded>
      <More query={query}>{t('more')}</More>
    </>
  )
}

function Row({ act, whole }: { act: HelpedAct; whole: boolean }) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  const ways = act.receipts.map(({ way }) => t(`way.${way}`))
  return (
    <li className="arrive">
      <p>{act.words}</p>
      <p className="small soft">
        {whole && `${t('acts.who', { name: act.helper_name, member: act.member_name })} · `}
        {format.when(act.at)} · {t('receipt.number', { number: act.number })}
      </p>
      <p className={`small ${ways.length > 0 ? 'good' : 'soft'}`}>
        {ways.length > 0 ? t('acts.given', { ways: format.list(ways) }) : t('acts.notGiven')}
      </p>
    </li>
  )
}
