import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'

/** The land from the sea to the Andes: distance and height as drawn, in the box of 440 × 146. */
const outline: [number, number][] = [
  [0, 136],
  [59.2, 136],
  [81.2, 128.9],
  [126.9, 125],
  [165.8, 118.3],
  [196.3, 120.9],
  [226.8, 112.2],
  [253.8, 113.6],
  [286, 101.6],
  [314.8, 103.8],
  [341.8, 90.3],
  [363.8, 93.2],
  [385.8, 73.2],
  [401.1, 76.2],
  [416.3, 50.4],
  [426.5, 55.3],
  [440, 29.4],
]
const seaLevel = 136
/** Metres of height per unit of the drawing. The drawing compresses the high mountains. */
const metresPerUnit = 26.7

export function pointAt(metres: number): { x: number; y: number } {
  const y = Math.max(30, Math.min(seaLevel - 2, seaLevel - metres / metresPerUnit))
  for (let index = outline.length - 1; index > 0; index -= 1) {
    const [right, low] = outline[index] as [number, number]
    const [left, high] = outline[index - 1] as [number, number]
    if (y >= Math.min(low, high) && y <= Math.max(low, high) && low !== high) {
      return { x: left + ((y - high) / (low - high)) * (right - left), y }
    }
  }
  return { x: 62, y: 135 }
}

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
