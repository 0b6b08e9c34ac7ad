import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'
import { useNow } from '@/lib/useNow'
import { duration } from './duration'

/** When the figures were read, and that the last reading failed, if it did: an old «all is well» must not calm. */
export function Checked({ query }: { query: UseQueryResult<unknown> }) {
  const { t } = useTranslation('stewards')
  const { language } = useFormat()
  const now = useNow(1_000)
  if (!query.dataUpdatedAt) return null
  const ago = duration(Math.max(0, now - query.dataUpdatedAt) / 1000, language)
  return (
    <p className={`live ${query.isError ? 'live--off' : ''}`}>
      {query.isError ? t('checkedFailed', { ago }) : t('checked', { ago })}
    </p>
  )
}
