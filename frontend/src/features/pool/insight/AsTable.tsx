import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './InsightPage.module.css'

/** The table behind a picture, one tap away. */
export function AsTable({ heads, children }: { heads: string[]; children: ReactNode }) {
  const { t } = useTranslation('insight')
  return (
    <details className={styles.more}>
      <summary>{t('asTable')}</summary>
      <table className={`tbl ${styles.table}`}>
        <thead>
          <tr>
            {heads.map((head, place) => (
              <th key={head} className={place > 0 ? 'r' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </details>
  )
}
