import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { Picture, Pool } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { useToast } from '@/ui/Toast'
import { offersQuery, poolQuery } from './api'
import { PhotosField } from './PhotosField'

/** The photo that buyers see: the board chooses it. */
export function OfferPhoto({ pool }: { pool: Pool }) {
  const { t } = useTranslation('pool')
  const [open, setOpen] = useState(false)
  if (!pool.can.includes('catalog_showPhoto')) return null
  return (
    <>
      <Button look="plain" onClick={() => setOpen(true)}>
        {t(pool.photo ? 'photo.change' : 'photo.put')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('photo.ofOffer', { name: pool.name })}>
        <PhotoForm pool={pool} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function PhotoForm({ pool, onClose }: { pool: Pool; onClose(): void }) {
  const { t } = useTranslation('pool')
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const say = useToast()
  const [photos, setPhotos] = useState<Picture[]>(pool.photo ? [pool.photo] : [])
  const show = useCommand({
    mutationFn: () =>
      ask(
        client.PUT('/api/v1/associations/{association_id}/offers/{offer_id}/photo', {
          params: { path: { association_id: association.id, offer_id: pool.id } },
          body: { photo_id: photos[0]?.id ?? null },
        }),
      ),
    onSuccess(changed) {
      queries.setQueryData(poolQuery(association.id, pool.id).queryKey, changed)
      void queries.invalidateQueries({ queryKey: offersQuery(association.id).queryKey })
      say(t('photo.shown'))
      onClose()
    },
  })
  const message = useProblem(show.error)
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        show.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={show.submittedAt} />
      <p className="soft">{t('photo.ofOfferLead')}</p>
      <PhotosField
        owner={{ kind: 'associations', id: association.id }}
        photos={photos}
        most={1}
        onChange={setPhotos}
      />
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={show.isPending}>
          {t('photo.save')}
        </Button>
      </div>
    </form>
  )
}
