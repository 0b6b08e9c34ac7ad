import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import { versionQuery } from './api'
import styles from './StatutesPage.module.css'
import { documentPath, StatutesText } from './StatutesText'

/** An older version, as it was. */
export default function StatutesVersionPage() {
  const { t } = useTranslation('coops')
  const format = useFormat()
  const { statutesId = '' } = useParams()
  const { association } = useWorkspace()
  const query = useQuery(versionQuery(association.id, statutesId))
  return (
    <div className={styles.page}>
      <p>
        <Link to=".." relative="path" className={styles.back}>
          <Icon name="left" /> {t('statutes.title')}
        </Link>
      </p>
      <Loaded query={query}>
        {(version) => (
          <>
            <Title>{t('statutes.version', { version: version.version })}</Title>
            <p className="soft">
              {version.adopted_at
                ? t('statutes.adopted', { version: version.version, day: format.day(version.adopted_at) })
                : t('statutes.neverRuled', { day: format.day(version.created_at) })}
            </p>
            {version.changes && (
              <p className={styles.changes}>
                <b>{t('statutes.changes')}</b> {version.changes}
              </p>
            )}
            <StatutesText
              text={version.text}
              document={version.document}
              href={documentPath(association.id, version.document)}
            />
          </>
        )}
      </Loaded>
    </div>
  )
}
