import { useTranslation } from 'react-i18next'
import map from '@/assets/comunas.json'

interface Props {
  /** CUT code of the comuna that is meant. */
  cut: string
  name: string
  width?: number
  onPick?: (cut: string) => void
}

/** The fifteen comunas of the region. Never finer than the comuna. */
export function ComunaMap({ cut, name, width = 250, onPick }: Props) {
  const { t } = useTranslation('ui')
  return (
    <svg
      className="map"
      viewBox={map.box}
      width={width}
      role="img"
      aria-label={name ? t('map.label', { name }) : t('map.region')}
    >
      {map.comunas.map((comuna) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a list of the comunas always stands beside the map
        <path
          key={comuna.cut}
          d={comuna.path}
          className={comuna.cut === cut ? 'on' : undefined}
          onClick={onPick && (() => onPick(comuna.cut))}
          style={onPick && { cursor: 'pointer' }}
        />
      ))}
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
