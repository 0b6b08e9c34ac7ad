import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Me } from '@/api/types'
import { comunaName } from '@/lib/comunas'
import { ButtonLink } from '@/ui/Button'
import { Who } from '@/ui/Who'
import styles from './AccountPage.module.css'

/** Her associations, and whom she acts for. */
export function Whose({ me }: { me: Me }) {
  return (
    <>
      <Associations me={me} />
      <Producers me={me} />
    </>
  )
}

function Associations({ me }: { me: Me }) {
  const { t } = useTranslation('accounts')
  return (
    <section className="stack" aria-labelledby="mine-associations">
      <h2 className="name h3" id="mine-associations">
        {t('mine.associations')}
      </h2>
      {me.associations.length === 0 && <p className="soft">{t('mine.noAssociations')}</p>}
      <ul className={styles.list}>
        {me.associations.map((association) => (
          <li key={association.id}>
            <Link to={`/a/${association.slug}`} className="b">
              {association.name}
            </Link>
            {association.status === 'forming' && <span className="small soft">{t('mine.forming')}</span>}
          </li>
        ))}
      </ul>
      <div>
        <ButtonLink
          to="/asociaciones/nueva"
          small
          icon="plus"
          look={me.producers.length > 0 && me.associations.length === 0 ? 'go' : undefined}
        >
          {t('mine.found')}
        </ButtonLink>
      </div>
    </section>
  )
}

function Producers({ me }: { me: Me }) {
  const { t } = useTranslation('accounts')
  return (
    <section className="stack" aria-labelledby="mine-producers">
      <h2 className="name h3" id="mine-producers">
        {t('mine.producers')}
      </h2>
      <ul className={styles.list}>
        {me.producers.map((producer) => (
          <li key={producer.id}>
            <span className="row row--3">
              <Who>{producer.initials}</Who>
              <span>
                <b>{producer.name}</b>
                <br />
                <span className="small soft">
                  {[producer.locality, comunaName(producer.comuna)].filter(Boolean).join(', ')}
                </span>
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div>
        <ButtonLink to="/productor/nuevo?volver=/cuenta" small icon="plus">
          {me.producers.length === 0 ? t('mine.produce') : t('mine.anotherProducer')}
        </ButtonLink>
      </div>
    </section>
  )
}
