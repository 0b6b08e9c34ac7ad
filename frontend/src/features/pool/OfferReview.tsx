import { useTranslation } from 'react-i18next'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import styles from './OfferReview.module.css'
import { isDrink, type OfferDraft, type OfferQuestion, offerOf } from './offerDraft'

interface Props {
  draft: OfferDraft
  errors: Record<string, string>
  onChange(question: OfferQuestion): void
}

/** What the offer will say, each line with a way back to its question. */
export function OfferReview({ draft, errors, onChange }: Props) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const offer = offerOf(draft)
  const lines: [OfferQuestion, string, string][] = [
    ['producto', t('offer.field.name'), offer.name],
    ['producto', t('offer.field.category'), t(`category.${offer.category}`)],
    [
      'unidad',
      t('offer.field.unit'),
      [format.language === 'en' ? offer.units_en : offer.units_es, offer.net_content]
        .filter(Boolean)
        .join(' · '),
    ],
    ['precio', t('offer.field.price'), format.pesos(offer.price_clp)],
    ...(isDrink(offer.category)
      ? [
          ['precio', t('offer.field.degrees'), `${format.count(offer.alcohol_degrees ?? 0)}°`] as [
            OfferQuestion,
            string,
            string,
          ],
        ]
      : []),
    ['relato', t('offer.field.description_es'), offer.description_es || '—'],
    ['comuna', t('offer.field.comuna'), comunaName(offer.comuna)],
  ]
  return (
    <>
      <div className="stack stack--2">
        <Title>{t('offer.review')}</Title>
        <p className="soft">{t('offer.reviewLead')}</p>
      </div>
      <dl>
        {lines.map(([question, label, value]) => (
          <div key={label} className={styles.line}>
            <dt className="small soft">{label}</dt>
            <dd className={styles.value}>{value}</dd>
            <dd className={styles.change}>
              <Button
                small
                look="plain"
                aria-label={t('offer.changeOne', { field: label })}
                onClick={() => onChange(question)}
              >
                {t('offer.change')}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      {Object.entries(errors).map(([field, text]) => (
        <Notice key={field} kind="bad">
          {text}
        </Notice>
      ))}
      <Notice>{t('offer.draft')}</Notice>
    </>
  )
}
