import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'

/** What of a total are taxes. */
export function Taxes({ iva, ila }: { iva: number; ila: number }) {
  const { t } = useTranslation('orders')
  const format = useFormat()
  const said = { iva: format.pesos(iva), ila: format.pesos(ila) }
  return <p className="small soft">{ila > 0 ? t('taxes.both', said) : t('taxes.iva', said)}</p>
}
