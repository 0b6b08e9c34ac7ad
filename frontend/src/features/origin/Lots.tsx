import { type CSSProperties, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Certificate, CertifiedLot } from '@/api/originTypes'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { GrantDialog } from './GrantDialog'
import styles from './Page.module.css'

/** Which lots are packed under the certificate, how much of it is used up, and what stands against a lot. */
export function Lots({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const [chosen, setChosen] = useState<CertifiedLot | null>(null)
  const { cap, granted, lots } = certificate
  const grants = certificate.can.includes('origin_grant') && !certificate.ended
  const said = { count: granted, number: format.count(granted) }
  return (
    <section className="stack stack--2" aria-labelledby="lots">
      <h2 className="name h3" id="lots">
        {t('lots.title')}
      </h2>
      <p>
        {cap === null ? t('lots.granted', said) : t('lots.grantedOf', { ...said, cap: format.count(cap) })}
      </p>
      {cap !== null && (
        <div className={styles.fill} aria-hidden="true">
          <i style={{ '--w': Math.min(1, granted / cap) } as CSSProperties} />
        </div>
      )}
      {lots.length === 0 && <p className="soft">{t('lots.none')}</p>}
      <ul>
        {lots.map((lot) => (
          <li key={lot.id} className={styles.line}>
            <Row lot={lot} onGrant={grants && lot.left > 0 ? () => setChosen(lot) : undefined} />
          </li>
        ))}
      </ul>
      <GrantDialog certificate={certificate} lot={chosen} onClose={() => setChosen(null)} />
    </section>
  )
}

function Row({ lot, onGrant }: { lot: CertifiedLot; onGrant?: () => void }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const { association } = useWorkspace()
  const english = format.language === 'en'
  return (
    <>
      <span className="row row--apart row--wrap">
        <span>
          <b>{lot.code}</b>{' '}
          <span className="small soft">
            {[
              t('lots.made', { day: format.day(lot.made_on) }),
              lot.derived_class && (english ? lot.derived_class.en : lot.derived_class.es),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <br />
          <span className="small">
            {t('lots.of', {
              count: lot.granted,
              number: format.count(lot.granted),
              units: format.count(lot.units),
            })}
          </span>
        </span>
        {onGrant && lot.breaches.length === 0 && (
          <Button small onClick={onGrant} aria-label={t('lots.grantOne', { code: lot.code })}>
            {t('lots.grant')}
          </Button>
        )}
      </span>
      {lot.breaches.length > 0 && (
        <div className={`small ${styles.found}`} data-open="true">
          <p className="b">{t('lots.breaches')}</p>
          <ul>
            {lot.breaches.map((breach) => (
              <li key={`${breach.rule} ${breach.code} ${breach.es}`}>{english ? breach.en : breach.es}</li>
            ))}
          </ul>
        </div>
      )}
      {lot.origin_code && (
        <span className="small">
          <a href={`/o/${lot.origin_code}`}>{t('lots.page', { code: lot.origin_code })}</a> ·{' '}
          <Link to={`/a/${association.slug}/origen/lotes/${lot.id}`}>{t('lots.labels')}</Link>
        </span>
      )}
    </>
  )
}
