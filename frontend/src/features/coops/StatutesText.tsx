import { useTranslation } from 'react-i18next'
import type { StatutesDocument } from '@/api/memberTypes'
import { fileSize } from '@/lib/fileSize'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import styles from './StatutesText.module.css'

interface Props {
  text: string
  document?: StatutesDocument | null
  /** Where the document is for whoever reads: members, or who holds an invitation. */
  href?: string
}

/** Statutes as they were written, on paper; or the file that they are, to download and read. */
export function StatutesText({ text, document, href }: Props) {
  const { t } = useTranslation('coops')
  const format = useFormat()
  if (!document) return <div className={styles.paper}>{text}</div>
  return (
    <div className={`${styles.paper} ${styles.file}`}>
      <p>
        <b>{t('statutes.file')}</b>{' '}
        <span className="soft">
          {t('statutes.pages', { count: document.pages })}, {fileSize(format.language, document.size)}
        </span>
      </p>
      {href && (
        <p>
          <a className="btn" href={href} download>
            <Icon name="download" /> {t('statutes.download')}
          </a>
        </p>
      )}
      <details>
        <summary>{t('statutes.hash')}</summary>
        <p className="small soft">{t('statutes.hashLead')}</p>
        <code className={styles.hash}>{document.sha256}</code>
      </details>
    </div>
  )
}

/** Where members read a document of their statutes. */
export const documentPath = (associationId: string, document: StatutesDocument | null | undefined) =>
  document ? `/api/v1/associations/${associationId}/statutes-documents/${document.id}` : undefined
