import { useTranslation } from 'react-i18next'
import { outline, pointAt, seaLevel } from '@/lib/heights'
import { useFormat } from '@/lib/useFormat'

/** Where a thing comes from by its height, without giving a point away. */
export function Altitude({ metres, place }: { metres: number; place: string }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const line = outline.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  const at = pointAt(metres)
  const before = at.x > 220
  return (
    <svg
      className="alt"
      viewBox="0 0 440 170"
      role="img"
      aria-label={t('altitude.label', { place, metres: format.count(metres) })}
    >
      <path d={`${line}L440 146L0 146Z`} />
      <rect className="sea" x="0" y={seaLevel} width="60.9" height="10" />
      <path className="ln" d={line} />
      <path className="drop" d={`M${at.x} ${at.y}V146`} />
      <circle cx={at.x} cy={at.y} r="8" />
      <text className="at" x={at.x + (before ? -12 : 12)} y={at.y - 10} textAnchor={before ? 'end' : 'start'}>
        {place}
      </text>
      <text x="0" y="164">
        {t('altitude.sea')}
      </text>
      <text x="440" y="164" textAnchor="end">
        {t('altitude.mountains')}
      </text>
    </svg>
  )
}
