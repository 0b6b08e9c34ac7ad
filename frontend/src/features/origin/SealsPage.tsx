import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Seal } from '@/api/originTypes'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { shapeOf } from '@/ui/seals'
import { Title } from '@/ui/Title'
import { sealsQuery } from './api'
import styles from './Page.module.css'
import { SealName } from './SealName'

const shapes = ['law', 'register', 'own'] as const

/** What each name proves: three kinds, which are never the same thing. */
export default function SealsPage() {
  const { t } = useTranslation('origin')
  const query = useQuery(sealsQuery)
  return (
    <StoreFrame>
      <div className={styles.page}>
        <div className="stack stack--2">
          <Title>{t('seals.title')}</Title>
          <p className="lead soft">{t('seals.lead')}</p>
        </div>
        <Loaded query={query}>
          {({ results }) => (
            <>
              {shapes.map((shape) => (
                <Group
                  key={shape}
                  shape={shape}
                  seals={results.filter(({ kind }) => shapeOf(kind) === shape)}
                />
              ))}
            </>
          )}
        </Loaded>
      </div>
    </StoreFrame>
  )
}

function Group({ shape, seals }: { shape: (typeof shapes)[number]; seals: Seal[] }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  if (seals.length === 0) return null
  return (
    <section className="stack stack--2" aria-labelledby={shape}>
      <h2 className="name h2" id={shape}>
        {t(`seals.shape.${shape}`)}
      </h2>
      <p>{t(`seals.means.${shape}`)}</p>
      <ul>
        {seals.map((seal) => (
          <li key={seal.id} className={styles.seal}>
            <SealName seal={seal} />
            <span className="small soft">
              {seal.association
                ? seal.association.name
                : t(`status.${shape === 'law' ? 'law' : seal.status}`)}
            </span>
            <p className="small">{format.language === 'en' ? seal.about_en : seal.about_es}</p>
            <Link to={`/sellos/${seal.slug}`} className={styles.way}>
              {t('seals.see')}
              <span className="sr">: {format.language === 'en' ? seal.name_en : seal.name_es}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
