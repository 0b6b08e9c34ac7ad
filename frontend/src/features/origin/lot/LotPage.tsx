import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { useLive } from '@/live/LiveProvider'
import { Icon } from '@/ui/Icon'
import { Title } from '@/ui/Title'
import { type Genealogy, genealogyQuery } from './api'
import { Family } from './Family'
import { Labels } from './Labels'
import styles from './LotPage.module.css'
import { Whereabouts } from './Whereabouts'

/** One lot: what it was made of, what was made of it, where all of that is, and its labels. */
export default function LotPage() {
  const { t } = useTranslation('lot')
  const { association } = useWorkspace()
  const { lotId = '' } = useParams()
  useLive([`association:${association.id}`])
  const query = useQuery(genealogyQuery(association.id, lotId))
  return (
    <div className={styles.page}>
      <p>
        <Link to={`/a/${association.slug}/lotes`} className={styles.back}>
          <Icon name="left" /> {t('back')}
        </Link>
      </p>
      <Loaded query={query}>{(genealogy) => <Told genealogy={genealogy} />}</Loaded>
    </div>
  )
}

function Told({ genealogy }: { genealogy: Genealogy }) {
  const { t } = useTranslation('lot')
  const format = useFormat()
  const lot = genealogy.lots.find(({ id }) => id === genealogy.lot_id)
  if (!lot) return null
  return (
    <>
      <div className="stack stack--2">
        <Title>{lot.code}</Title>
        <p className="lead">
          {t('lead', {
            product: lot.product_name,
            day: format.day(lot.made_on),
            producer: lot.producer_name,
          })}
        </p>
      </div>
      <Family genealogy={genealogy} />
      <Whereabouts genealogy={genealogy} lotCode={lot.code} />
      <Labels key={lot.id} lotId={lot.id} lotCode={lot.code} certifiedUnits={genealogy.certified_units} />
    </>
  )
}
