import { useTranslation } from 'react-i18next'
import { ComunaField } from '@/ui/ComunaField'
import { TextArea } from '@/ui/Field'
import more from '../ProductFields.module.css'
import type { ProductDraft } from '../productDraft'

interface Props {
  draft: ProductDraft
  errors: Record<string, string>
  onChange(part: Partial<ProductDraft>): void
}

/** Where it comes from and its story: what a label's page tells. */
export function ProductOrigin({ draft, errors, onChange }: Props) {
  const { t } = useTranslation('goods')
  const optional = (label: string) => (
    <>
      {label} <span className="soft">{t('optional')}</span>
    </>
  )
  return (
    <details className={more.more} open={Boolean(errors.comuna) || undefined}>
      <summary>{t('product.origin')}</summary>
      <div className={more.inside}>
        <ComunaField value={draft.comuna} error={errors.comuna} onChange={(comuna) => onChange({ comuna })} />
        <TextArea
          name="story_es"
          label={optional(t('product.story'))}
          hint={t('product.storyHint')}
          error={errors.story_es}
          value={draft.story_es}
          maxLength={2000}
          onChange={(event) => onChange({ story_es: event.target.value })}
        />
        <TextArea
          name="story_en"
          label={optional(t('product.storyEn'))}
          error={errors.story_en}
          value={draft.story_en}
          maxLength={2000}
          onChange={(event) => onChange({ story_en: event.target.value })}
        />
      </div>
    </details>
  )
}
