import { useTranslation } from 'react-i18next'
import type { Comuna } from '@/lib/comunas'
import { Altitude } from '@/ui/Altitude'
import { ComunaMap, MapCredit } from '@/ui/ComunaMap'
import styles from './OfferOrigin.module.css'

/** Where it comes from, no finer than the comuna: on the map, and by height. */
export function OfferOrigin({ comuna }: { comuna: Comuna }) {
  const { t } = useTranslation('catalog')
  return (
    <section aria-labelledby="from">
      <h2 id="from" className={`name h2 ${styles.title}`}>
        {t('from.title')}
      </h2>
      <div className={styles.from}>
        <figure>
          <ComunaMap cut={comuna.cut} name={comuna.name} />
          <figcaption className="small soft">
            {t('from.caption', { comuna: comuna.name, province: t(`from.province.${comuna.province}`) })}
            <br />
            <MapCredit />
          </figcaption>
        </figure>
        <Altitude metres={comuna.metres} place={comuna.name} />
      </div>
    </section>
  )
}
