import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import map from '@/assets/comunas.json'
import { comunaOf, comunasByName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { MapCredit } from '@/ui/ComunaMap'
import { centre } from './centre'
import styles from './RegionMap.module.css'

interface Props {
  /** What is counted: «12 productos». */
  say(count: number): string
  /** By comuna; a comuna that isn't there has none. */
  counts: Map<string, number>
  /** CUT of the chosen comuna, or nothing. */
  chosen: string
  /** Choosing the chosen one again lets it go. */
  onChoose(cut: string): void
}

const shapes = map.comunas.map((comuna) => ({ ...comuna, at: centre(comuna.path) }))

/** The comunas of the region with a figure in each: a picture to choose from, and the same as a table. */
export function RegionMap({ say, counts, chosen, onChoose }: Props) {
  const { t } = useTranslation(['region', 'ui'])
  const format = useFormat()
  const [asTable, setAsTable] = useState(false)
  const [pointed, setPointed] = useState('')
  const caption = useId()
  const choose = (cut: string) => onChoose(cut === chosen ? '' : cut)
  const told = comunaOf(pointed || chosen)
  const count = (cut: string) => counts.get(cut) ?? 0
  const byKey = (event: KeyboardEvent, cut: string) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    choose(cut)
  }
  return (
    <div className={styles.region}>
      {asTable ? (
        <ul className={styles.table} aria-label={t('map.table')}>
          {comunasByName.map(({ cut, name, province }) => (
            <li key={cut}>
              <button type="button" aria-pressed={cut === chosen} onClick={() => choose(cut)}>
                <span>
                  <b>{name}</b> <span className="small soft">{province}</span>
                </span>
                <span className="small soft">{say(count(cut))}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <figure className={styles.figure}>
          {/* biome-ignore lint/a11y/useSemanticElements: a drawing can't be a fieldset */}
          <svg className={`map ${styles.map}`} viewBox={map.box} role="group" aria-labelledby={caption}>
            {shapes.map(({ cut, path, at }) => {
              const name = comunaOf(cut)?.name ?? ''
              const inside = count(cut)
              return (
                // biome-ignore lint/a11y/useSemanticElements: an outline of a map can't be a button element
                <g
                  key={cut}
                  role="button"
                  tabIndex={0}
                  className={styles.comuna}
                  aria-pressed={cut === chosen}
                  aria-label={`${name}, ${say(inside)}`}
                  onClick={() => choose(cut)}
                  onKeyDown={(event) => byKey(event, cut)}
                  onPointerEnter={() => setPointed(cut)}
                  onPointerLeave={() => setPointed('')}
                  onFocus={() => setPointed(cut)}
                  onBlur={() => setPointed('')}
                >
                  <path d={path} className={cut === chosen ? 'on' : inside > 0 ? 'near' : undefined} />
                  {inside > 0 && (
                    <text x={at.x} y={at.y + 6} textAnchor="middle">
                      {format.count(inside)}
                    </text>
                  )}
                </g>
              )
            })}
            <text className="sea map__sea" x="-30" y="350" transform="rotate(-86 -30 350)">
              {t('ui:map.ocean')}
            </text>
          </svg>
          <figcaption className="small">
            <span className="sr" id={caption}>
              {t('map.label')}
            </span>
            <span aria-hidden="true">
              {told ? `${told.name}: ${say(count(told.cut))}` : <span className="soft">{t('map.hint')}</span>}
            </span>
            <br />
            <MapCredit />
          </figcaption>
        </figure>
      )}
      <p className="row row--wrap">
        <Button small onClick={() => setAsTable(!asTable)}>
          {asTable ? t('map.asMap') : t('map.asTable')}
        </Button>
        {chosen && (
          <Button small look="plain" onClick={() => onChoose('')}>
            {t('map.whole')}
          </Button>
        )}
      </p>
    </div>
  )
}
