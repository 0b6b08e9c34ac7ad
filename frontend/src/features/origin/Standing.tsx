import { useTranslation } from 'react-i18next'
import type { CertificateRow } from '@/api/originTypes'
import { useFormat } from '@/lib/useFormat'
import { lastDay } from './lastDay'
import { standingOf } from './standing'

const looks = {
  applied: 'act b',
  issued: 'good b',
  suspended: 'bad b',
  revoked: 'bad b',
  ended: 'b',
  refused: 'b',
  withdrawn: 'soft',
} as const

/** «Vale hasta el 31 de marzo», «suspendido: no se vende»: how it stands, in words. */
export function Standing({ row }: { row: CertificateRow }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const standing = standingOf(row)
  const day = standing === 'applied' || !row.valid_until ? row.applied_at : lastDay(row.valid_until)
  return <span className={looks[standing]}>{t(`standing.${standing}`, { day: format.onDay(day) })}</span>
}
