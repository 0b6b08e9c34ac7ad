import { useTranslation } from 'react-i18next'
import map from '@/assets/comunas.json'

interface Props {
  /** CUT code of the comuna that is meant. */
  cut: string
  name: string
  width?: number
  /** What the map tells, where it isn't one comuna. */
  label?: string
  /** How much of something each comuna has, from 0 to 1: the fuller the colour, the more. */
  parts?: ReadonlyMap<string, number>
  onPick?: (cut: string) => void
}

/** Even a little is seen. */
const tint = (part: number) => `color-mix(in srgb, var(--brand) ${Math.round(25 + 75 * part)}%, var(--free))`

/** The fifteen comunas of the region. Never finer than the comuna. */
export function ComunaMap({ cut, name, width = 250, label, parts, onPick }: Props) {
  const { t } = useTranslation('ui')
  return (
    <svg
      className="map"
      viewBox={map.box}
      width={width}
      role="img"
      aria-label={label ?? (name ? t('map.label', { name }) : t('map.region'))}
    >
      {map.comunas.map((comuna) => {
        const part = parts?.get(comuna.cut) ?? 0
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a list of the comunas always stands beside the map
          <path
            key={comuna.cut}
            d={comuna.path}
            className={comuna.cut === cut ? 'on' : undefined}
            onClick={onPick && (() => onPick(comuna.cut))}
            style={{ fill: part > 0 ? tint(part) : undefined, cursor: onPick && 'pointer' }}
          />
        )
      })}
      <text className="sea map__sea" x="-30" y="350" transform="rotate(-86 -30 350)">
        {t('map.ocean')}
      </text>
    </svg>
  )
}

export function MapCredit() {
  const { t } = useTranslation('ui')
  return <span className="tiny soft">{t('map.credit')}</span>
}
