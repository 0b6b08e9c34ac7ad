import { Trans, useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OfferDetail } from '@/api/types'
import { useFormat } from '@/lib/useFormat'
import { Seal } from '@/ui/Seal'
import { namesOf } from './badges'
import styles from './OfferOrigin.module.css'

/** A certificate ends with its last day, at midnight. */
const lastDay = (until: string) => new Date(Date.parse(until) - 1000)

/** The names that the offer is certified under: who says so, until when, looked at by whom, and where to check it. */
export function Certified({ offer, comuna }: { offer: OfferDetail; comuna: string }) {
  const { t } = useTranslation('region')
  const format = useFormat()
  return (
    <>
      {namesOf(offer.badges).map(({ slug, shape, name_es, name_en, by }) => {
        const certificates = (offer.certificates ?? []).filter(({ seal }) => seal === slug)
        const first = certificates[0]
        return (
          <div key={slug} className="stack stack--2">
            <div>
              <Seal kind={shape}>{format.language === 'en' ? name_en : name_es}</Seal>
            </div>
            <p className={styles.proved}>
              <Trans
                t={t}
                i18nKey={`certified.says.${shape}`}
                values={{ association: offer.association.name, comuna }}
                components={{ b: <b /> }}
              />{' '}
              {by
                .filter((one) => one === 'self' || one === 'association' || one === 'external')
                .map((one, _, all) => t(`certified.${all.length > 1 ? 'some' : 'by'}.${one}`))
                .join(' ')}
            </p>
            <dl className={`small ${styles.until}`}>
              {first && (
                <div>
                  <dt className="soft">{t('certified.until')}</dt>
                  <dd>{format.day(lastDay(first.valid_until))}</dd>
                </div>
              )}
              {certificates.length > 0 && (
                <div>
                  <dt className="soft">{t('certified.code', { count: certificates.length })}</dt>
                  <dd>
                    {certificates.map(({ code }) => (
                      <a key={code} href={`/o/${code}`} className="nw">
                        {code}
                      </a>
                    ))}
                  </dd>
                </div>
              )}
            </dl>
            <p className="small soft">
              {shape === 'own' && `${t('certified.notState')} `}
              <Link to={`/sellos/${slug}`}>{t('certified.means')}</Link>
            </p>
          </div>
        )
      })}
    </>
  )
}
