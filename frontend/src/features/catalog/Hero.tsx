import { type CSSProperties, type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTheme } from '@/app/theme'
import wideDay from '@/assets/art/panorama.svg'
import narrowDay from '@/assets/art/panorama-angosto.svg'
import narrowNight from '@/assets/art/panorama-angosto-noche.svg'
import wideNight from '@/assets/art/panorama-noche.svg'
import { comunaOf } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Emblem } from '@/ui/Emblem'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import styles from './Hero.module.css'

/** What grows or is made at which height; on the wide panorama each stands where its height is drawn. */
const heights = [
  { id: 'papaya', cut: '04101', emblem: 'papaya', to: '/?q=papaya', left: 23.5, bottom: 92, pole: 44 },
  { id: 'oil', cut: '04301', emblem: 'olive', to: '/?categoria=aceite', left: 41, bottom: 150, pole: 70 },
  { id: 'pajarete', cut: '04106', emblem: 'pajarete', to: '/?q=pajarete', left: 55.5, bottom: 214, pole: 92 },
  { id: 'pisco', cut: '04105', emblem: 'still', to: '/?q=pisco', left: 69, bottom: 292, pole: 130 },
  {
    id: 'cheese',
    cut: '04305',
    emblem: 'goat',
    to: '/?categoria=quesos',
    left: 83.5,
    bottom: 372,
    pole: 150,
  },
] as const

interface SearchProps {
  q: string
  onSearch(q: string): void
}

interface Props extends SearchProps {
  /** While somebody looks for something, the land gives way to what was found. */
  low: boolean
}

export function Hero({ q, onSearch, low }: Props) {
  const { t } = useTranslation('catalog')
  const night = useTheme() === 'dark'
  return (
    <div className={`${styles.hero} ${low ? styles.low : ''}`}>
      <picture>
        <source media="(max-width: 699px)" srcSet={night ? narrowNight : narrowDay} />
        <img className={styles.land} src={night ? wideNight : wideDay} alt="" />
      </picture>
      <div className={`wrap ${styles.in}`}>
        <Title page={t('page')} className={`name ${styles.title}`}>
          {t('hero.title')}
        </Title>
        {!low && <p className={`lead ${styles.lead}`}>{t('hero.lead')}</p>}
        <Search q={q} onSearch={onSearch} />
        {!low && <HeightTags />}
      </div>
    </div>
  )
}

function Search({ q, onSearch }: SearchProps) {
  const { t } = useTranslation('catalog')
  const [typed, setTyped] = useState(q)
  useEffect(() => setTyped(q), [q])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSearch(typed.trim())
  }
  return (
    <search>
      <form className={`search ${styles.search}`} onSubmit={submit}>
        <Icon name="search" />
        <label className="sr" htmlFor="q">
          {t('search.label')}
        </label>
        <input
          id="q"
          type="search"
          enterKeyHint="search"
          placeholder={t('search.example')}
          maxLength={80}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button className="btn btn--go btn--sm" type="submit">
          {t('search.go')}
        </button>
      </form>
    </search>
  )
}

function HeightTags() {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  return (
    <nav className={styles.tags} aria-label={t('heights.nav')}>
      {heights.map(({ id, cut, emblem, to, left, bottom, pole }) => {
        const comuna = comunaOf(cut)
        const place = { left: `${left}%`, bottom, '--h': `${pole}px` } as CSSProperties
        return (
          <Link key={id} className={styles.tag} to={to} style={place}>
            <Emblem name={emblem} size={34} />
            <span>
              {t(`heights.${id}`)}
              <small>{`${comuna?.name}, ${format.count(comuna?.metres ?? 0)} m`}</small>
            </span>
          </Link>
        )
      })}
    </nav>
  )
}

/** The same heights on a phone, below the picture. */
export function HeightStrip() {
  const { t } = useTranslation('catalog')
  const format = useFormat()
  return (
    <nav className={styles.strip} aria-label={t('heights.nav')}>
      {heights.map(({ id, cut, emblem, to }) => (
        <Link key={id} to={to}>
          <Emblem name={emblem} size={64} />
          {t(`heights.${id}`)}
          <small>{`${format.count(comunaOf(cut)?.metres ?? 0)} m`}</small>
        </Link>
      ))}
    </nav>
  )
}
