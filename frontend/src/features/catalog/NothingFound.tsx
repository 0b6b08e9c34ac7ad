import { useTranslation } from 'react-i18next'
import { comunaName } from '@/lib/comunas'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { anything, type Filters, fine, isFiltered, paramsOf } from './filters'

/** Nothing with these filters: the nearest wider search is one tap away. */
export function NothingFound({ filters }: { filters: Filters }) {
  const { t } = useTranslation('catalog')
  if (!isFiltered(filters)) {
    return (
      <Empty
        emblem="papaya"
        title={t('nothing.yet')}
        action={<ButtonLink to="/asociaciones">{t('nothing.meet')}</ButtonLink>}
      >
        {t('nothing.yetDetail')}
      </Empty>
    )
  }
  const { q, comuna } = filters
  const place = comuna && comunaName(comuna)
  const what = q ? t('nothing.with', { q }) : t('nothing.kind')
  // First the narrow filters go, then the comuna, then what was sought.
  const narrow = fine({ ...filters, comuna: '' }) > 0
  const wider = narrow
    ? { ...anything, q, group: filters.group, comuna }
    : comuna
      ? { ...filters, comuna: '' }
      : anything
  return (
    <Empty
      title={place ? t('nothing.inPlace', { what, place }) : what}
      action={
        <ButtonLink to={{ pathname: '/', search: paramsOf(wider).toString() }}>
          {narrow ? t('nothing.wider') : comuna ? t('nothing.region') : t('nothing.all')}
        </ButtonLink>
      }
    >
      {t('nothing.detail')}
    </Empty>
  )
}
