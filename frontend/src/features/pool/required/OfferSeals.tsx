import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import type { Pool } from '@/api/memberTypes'
import type { Seal as SealFull } from '@/api/originTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick } from '@/ui/Field'
import { Seal } from '@/ui/Seal'
import { shapeOf } from '@/ui/seals'
import { useToast } from '@/ui/Toast'
import { offersQuery, poolQuery } from '../api'
import styles from './OfferSeals.module.css'

/** The same read as on the pages of seals, under the same key. */
const sealsQuery = queryOptions({
  queryKey: ['seals'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/seals', { params: { query: { limit: 100 } }, signal })),
})

/** Which names the offer's units must be certified under, and how many wait for that. */
export function OfferSeals({ pool }: { pool: Pool }) {
  const { t } = useTranslation('required')
  const format = useFormat()
  const { association } = useWorkspace()
  const [asking, setAsking] = useState(false)
  const mayChange = pool.can.includes('catalog_requireSeals')
  const required = pool.requires ?? []
  const waits = pool.uncovered ?? 0
  const seals = useQuery({ ...sealsQuery, enabled: required.length > 0 || asking }).data?.results ?? []
  if (required.length === 0 && !mayChange) return null
  const chosen = seals.filter(({ id }) => required.includes(id))
  return (
    <section className={styles.seals} aria-labelledby="seals">
      <h2 className="name h3" id="seals">
        {t('title')}
      </h2>
      <p className="small">{required.length === 0 ? t('none') : t('asks')}</p>
      {chosen.map((seal) => (
        <div key={seal.id}>
          <Name seal={seal} />
        </div>
      ))}
      {waits > 0 && (
        <p className="small act b">{t('waits', { count: waits, number: format.count(waits) })}</p>
      )}
      <p className="row row--wrap">
        {mayChange && (
          <Button small onClick={() => setAsking(true)} aria-label={`${t('change')}: ${t('title')}`}>
            {t('change')}
          </Button>
        )}
        {required.length > 0 && (
          <Link className="small" to={`/a/${association.slug}/origen`}>
            {t('certificates')}
          </Link>
        )}
      </p>
      {asking && (
        <Change
          pool={pool}
          seals={seals.filter(
            (seal) => seal.in_force && (!seal.association || seal.association.id === association.id),
          )}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}

function Name({ seal }: { seal: SealFull }) {
  const format = useFormat()
  return <Seal kind={shapeOf(seal.kind)}>{format.language === 'en' ? seal.name_en : seal.name_es}</Seal>
}

function Change({ pool, seals, onClose }: { pool: Pool; seals: SealFull[]; onClose(): void }) {
  const { t } = useTranslation('required')
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const say = useToast()
  const [chosen, setChosen] = useState(pool.requires ?? [])
  const command = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/offers/{offer_id}/seals', {
          params: { path: { association_id: association.id, offer_id: pool.id } },
          body: { seal_ids: chosen },
        }),
      ),
    onSuccess(changed) {
      queries.setQueryData(poolQuery(association.id, pool.id).queryKey, changed)
      void queries.invalidateQueries({ queryKey: offersQuery(association.id).queryKey })
      say(t('done'))
      onClose()
    },
  })
  const message = useProblem(command.error)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('ask', { name: pool.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="go" busy={command.isPending} onClick={() => command.mutate()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <ErrorSummary message={message} attempt={command.submittedAt} />
      <p>{t('what')}</p>
      {seals.length === 0 && <p className="soft">{t('nothing')}</p>}
      <fieldset className="picks">
        <legend className="sr">{t('title')}</legend>
        {seals.map((seal) => (
          <Pick
            key={seal.id}
            title={<Name seal={seal} />}
            checked={chosen.includes(seal.id)}
            onChange={() =>
              setChosen(
                chosen.includes(seal.id) ? chosen.filter((id) => id !== seal.id) : [...chosen, seal.id],
              )
            }
          />
        ))}
      </fieldset>
    </Dialog>
  )
}
