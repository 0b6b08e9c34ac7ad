import { useTranslation } from 'react-i18next'
import type { Product } from '@/api/memberTypes'
import { Icon } from '@/ui/Icon'
import styles from './ProductPicks.module.css'
import { ProductThumb } from './ProductThumb'

interface Props {
  products: Product[]
  /** A product's id, or `new` */
  chosen: string
  onChoose(id: string): void
}

/** Which of the reader's products, by their pictures; the last one is something new. */
export function ProductPicks({ products, chosen, onChoose }: Props) {
  const { t } = useTranslation('pool')
  return (
    <fieldset className={styles.field}>
      <legend className="field__label">{t('lot.which')}</legend>
      <div className={styles.picks}>
        {products.map((product) => (
          <label key={product.id} className={styles.pick}>
            <input
              type="radio"
              name="product"
              checked={chosen === product.id}
              onChange={() => onChoose(product.id)}
            />
            <ProductThumb photo={product.photo ?? null} category={product.category} size={96} />
            <span className={styles.name}>{product.name}</span>
          </label>
        ))}
        <label className={styles.pick}>
          <input type="radio" name="product" checked={chosen === 'new'} onChange={() => onChoose('new')} />
          <span className={styles.other}>
            <Icon name="plus" large />
          </span>
          <span className={styles.name}>{t('lot.other')}</span>
        </label>
      </div>
    </fieldset>
  )
}
