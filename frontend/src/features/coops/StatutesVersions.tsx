import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { StatutesVersion } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { versionsQuery } from './api'
import styles from './StatutesVersions.module.css'

/** All versions, newest first: nothing that was agreed is lost. */
export function StatutesVersions({ associationId, current }: { associationId: string; current: string }) {
  const { t } = useTranslation('coops')
  const query = useInfiniteQuery(versionsQuery(associationId))
  return (
    <section className="stack stack--2" aria-labelledby="versions">
      <h2 className="name h3" id="versions">
        {t('statutes.versions')}
      </h2>
      <Loaded query={query}>
        {({ pages }) => (
          <ul>
            {pages.flatMap(({ results }) =>
              results.map((version) => (
                <Row key={version.id} version={version} isCurrent={version.id === current} />
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
    </section>
  )
}

function Row({ version, isCurrent }: { version: StatutesVersion; isCurrent: boolean }) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  const said = t('statutes.version', { version: version.version })
  return (
    <li className={styles.version}>
      <span>
        {isCurrent ? (
          <>
            <b>{said}</b> <span className="small soft">{t('statutes.current')}</span>
          </>
        ) : (
          <Link to={version.id}>{said}</Link>
        )}
        {version.changes && <span className={`small ${styles.changes}`}>{version.changes}</span>}
      </span>
      <span className="small soft">
        {version.publisher
          ? t('statutes.published', { day: format.day(version.created_at), name: version.publisher })
          : format.day(version.created_at)}
      </span>
    </li>
  )
}
