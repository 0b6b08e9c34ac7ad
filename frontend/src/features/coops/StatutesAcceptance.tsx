import { useInfiniteQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { Button } from '@/ui/Button'
import { membersQuery } from './api'
import styles from './StatutesAcceptance.module.css'

interface Props {
  associationId: string
  accepted: number
  members: number
}

/** How many have said yes, and by name who has not yet. */
export function StatutesAcceptance({ associationId, accepted, members }: Props) {
  const { t } = useTranslation('coops')
  const said = t('statutes.progress', { count: accepted, accepted, members })
  return (
    <section className="stack" aria-labelledby="acceptance">
      <h2 className="name h3" id="acceptance">
        {t('statutes.who')}
      </h2>
      <div
        className={styles.bar}
        aria-hidden="true"
        style={{ '--v': members > 0 ? accepted / members : 0 } as CSSProperties}
      >
        <i />
      </div>
      <p role="status">{accepted === members ? t('statutes.all', { count: members }) : said}</p>
      {accepted < members && <Waiting associationId={associationId} />}
    </section>
  )
}

function Waiting({ associationId }: Pick<Props, 'associationId'>) {
  const { t } = useTranslation('coops')
  const query = useInfiniteQuery(membersQuery(associationId, { accepted: false }))
  return (
    <details className={styles.waiting}>
      <summary>{t('statutes.waiting')}</summary>
      <Loaded query={query}>
        {({ pages }) => (
          <ul>
            {pages.flatMap(({ results }) =>
              results.map(({ id, name }) => (
                <li key={id}>
                  <Link to={`../socios/${id}`}>{name}</Link>
                </li>
              )),
            )}
          </ul>
        )}
      </Loaded>
      {query.hasNextPage && (
        <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('members.more')}
        </Button>
      )}
    </details>
  )
}
