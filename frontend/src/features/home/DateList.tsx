import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormat } from '@/lib/useFormat'
import styles from './DateList.module.css'
import type { HomeDate } from './types'
import { dateWords } from './words'

interface Props {
  dates: HomeDate[]
  /** The association around the page, where a date has none of its own. */
  slug: string | null
}

/** What comes next, nearest first. */
export function DateList({ dates, slug }: Props) {
  const { t } = useTranslation('home')
  const format = useFormat()
  if (dates.length === 0) return <p className={`soft ${styles.none}`}>{t('noDates')}</p>
  return (
    <ol>
      {dates.map((date) => {
        const { at, title, detail, to } = dateWords(date, slug, t, format)
        return (
          <li key={date.id} className={styles.date}>
            <span className="small b brand">{at}</span>
            <span>
              {to ? (
                <Link to={to} className={styles.plain}>
                  <b>{title}</b>
                </Link>
              ) : (
                <b>{title}</b>
              )}
              <br />
              <span className="small soft">{detail}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
