import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Certificate } from '@/api/originTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { comunaName } from '@/lib/comunas'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { Acts } from './Acts'
import { certificateQuery } from './api'
import { Inspections } from './Inspections'
import { Lots } from './Lots'
import styles from './Page.module.css'
import { Papers } from './Papers'
import { SealName } from './SealName'
import { Standing } from './Standing'
import { Steps } from './Steps'

/** One certificate: how it stands, what is missing, what was looked at and found, its papers, and what is packed under it. */
export default function CertificatePage() {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const { certificateId = '' } = useParams()
  const query = useQuery(certificateQuery(association.id, certificateId))
  return (
    <div className={styles.page}>
      <p>
        <Link to=".." relative="path" className={styles.back}>
          <Icon name="left" /> {t('list.title')}
        </Link>
      </p>
      <Loaded query={query}>{(certificate) => <Told certificate={certificate} />}</Loaded>
    </div>
  )
}

function Told({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation('origin')
  const { me } = useWorkspace()
  const mine = me.producers.some(({ id }) => id === certificate.producer_id)
  const shown = ['issued', 'suspended', 'revoked'].includes(certificate.status)
  return (
    <>
      <div className="stack stack--2">
        <p className="over">
          {t('page.code', { code: certificate.code })} · {comunaName(certificate.comuna)}
        </p>
        <Title>{certificate.product_name}</Title>
        <div>
          <SealName seal={certificate.seal} />
        </div>
        <p className="soft">{mine ? t('page.yours') : t('page.of', { name: certificate.producer_name })}</p>
        <p>
          <Standing row={certificate} />
          {shown && ` · ${t(`assessor.${certificate.assessor}`, { name: certificate.assessor_name })}`}
        </p>
        {shown && (
          <p className="row row--wrap">
            <a href={`/o/${certificate.code}`} className={styles.way}>
              {t('page.public')}
            </a>
            <Link to={`/sellos/${certificate.seal.slug}`} className={styles.way}>
              {t('seals.see')}
            </Link>
          </p>
        )}
        {certificate.note && <p className={styles.prose}>«{certificate.note}»</p>}
      </div>
      {certificate.hindered.length > 0 && (
        <Notice kind="act" icon="clock">
          <b>{t(certificate.status === 'suspended' ? 'hindered.reinstate' : 'hindered.title')}</b>
          <ul>
            {certificate.hindered.map((code) => (
              <li key={code}>{t(`hindered.${code as 'not_inspected'}`)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Acts certificate={certificate} />
      {shown && <Lots certificate={certificate} />}
      <Inspections certificate={certificate} />
      <Papers certificate={certificate} />
      <section className="stack" aria-labelledby="steps">
        <h2 className="name h3" id="steps">
          {t('steps.title')}
        </h2>
        <Steps steps={certificate.steps} />
      </section>
    </>
  )
}
