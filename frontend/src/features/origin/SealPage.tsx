import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Seal } from '@/api/originTypes'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { ComunaMap, MapCredit } from '@/ui/ComunaMap'
import { shapeOf } from '@/ui/seals'
import { Title } from '@/ui/Title'
import { sealQuery } from './api'
import styles from './Page.module.css'
import { SealName } from './SealName'

const whole = 15

/** One name: what it is, how it stands in truth, what its rules ask, where it holds and who may use it. */
export default function SealPage() {
  const { t } = useTranslation('origin')
  const { slug = '' } = useParams()
  const query = useQuery(sealQuery(slug))
  return (
    <StoreFrame back={{ to: '/sellos', label: t('seals.title') }}>
      <div className={styles.page}>
        <Loaded query={query}>{(seal) => <Told seal={seal} />}</Loaded>
      </div>
    </StoreFrame>
  )
}

function Told({ seal }: { seal: Seal }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const english = format.language === 'en'
  const shape = shapeOf(seal.kind)
  const rules = english ? seal.rules_en || seal.rules_es : seal.rules_es
  const standing = shape === 'register' ? seal.status : seal.in_force ? shape : 'cancelled'
  const zone = seal.comunas.length
  return (
    <>
      <div className="stack stack--2">
        <p className="over">{t(`kind.${seal.kind}`)}</p>
        <Title>{english ? seal.name_en : seal.name_es}</Title>
        <div>
          <SealName seal={seal} />
        </div>
        <p className="lead">{english ? seal.about_en || seal.about_es : seal.about_es}</p>
      </div>
      <section className="stack stack--2" aria-labelledby="standing">
        <h2 className="name h3" id="standing">
          {t('seal.standing')}
        </h2>
        <p>
          <b>{t(`status.${standing}`)}</b> {t(`statusMeans.${standing}`)}
        </p>
        <Registered seal={seal} />
      </section>
      <section className="stack stack--2" aria-labelledby="rules">
        <h2 className="name h3" id="rules">
          {t('seal.rules')}
        </h2>
        {rules && <p className={styles.prose}>{rules}</p>}
        {seal.sentences.length > 0 && (
          <>
            <p className="small soft">{t('seal.checked')}</p>
            <ul className={styles.rules}>
              {seal.sentences.map(({ rule, es, en }) => (
                <li key={`${rule} ${es}`}>{english ? en : es}</li>
              ))}
            </ul>
          </>
        )}
        {!rules && seal.sentences.length === 0 && <p className="soft">{t('seal.noRules')}</p>}
      </section>
      <section className="stack stack--2" aria-labelledby="zone">
        <h2 className="name h3" id="zone">
          {t('seal.zone')}
        </h2>
        <figure className={styles.zone}>
          <ComunaMap
            cut=""
            name=""
            label={t('seal.map', { name: english ? seal.name_en : seal.name_es })}
            parts={new Map(seal.comunas.map((cut) => [cut, 1]))}
            width={196}
          />
          <figcaption className="stack stack--2">
            <p>
              {seal.zone.length === 0
                ? t('seal.anywhere')
                : zone >= whole
                  ? seal.zone.includes('03')
                    ? t('seal.bothRegions')
                    : t('seal.wholeRegion')
                  : format.list(seal.comunas.map(comunaName))}
            </p>
            <MapCredit />
          </figcaption>
        </figure>
      </section>
      <section className="stack stack--2" aria-labelledby="who">
        <h2 className="name h3" id="who">
          {t('seal.who')}
        </h2>
        {seal.association ? (
          <p>
            {t('seal.whoOwn')}{' '}
            <Link to={`/asociaciones/${seal.association.slug}`}>{seal.association.name}</Link>.{' '}
            {t('seal.whoOwnDetail')}
          </p>
        ) : (
          <p>{seal.in_force ? t('seal.whoAny') : t('seal.whoNobody')}</p>
        )}
      </section>
    </>
  )
}

/** What a register says of it: only what is known. */
function Registered({ seal }: { seal: Seal }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const said = seal.registration
  const rows: [string, string | undefined][] = [
    [t('registration.authority'), said.authority],
    [t('registration.law'), said.law],
    [t('registration.application'), said.application_number],
    [t('registration.applied'), said.applied_on && format.day(said.applied_on)],
    [t('registration.number'), said.number],
    [t('registration.registered'), said.registered_on && format.day(said.registered_on)],
    [t('registration.resolution'), said.resolution],
    [t('registration.expires'), said.expires_on && format.day(said.expires_on)],
    [t('registration.holder'), seal.holder === said.law ? '' : seal.holder],
  ]
  const known = rows.filter(([, value]) => value)
  if (known.length === 0) return null
  return (
    <dl className={styles.facts}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt className="soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
