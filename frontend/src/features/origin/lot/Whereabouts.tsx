import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { type Genealogy, save } from './api'
import styles from './LotPage.module.css'

/** Who sees whom an order goes to. The server decides; this only hides what it would refuse. */
const board = ['administrator', 'president', 'secretary']

/** In which offers the lot, and what was made of it, is or was; for the board the orders that got it. */
export function Whereabouts({ genealogy, lotCode }: { genealogy: Genealogy; lotCode: string }) {
  const { t } = useTranslation('lot')
  const format = useFormat()
  const { association } = useWorkspace()
  return (
    <section className="stack" aria-labelledby="whereabouts">
      <h2 id="whereabouts" className="name h2">
        {t('recall.title')}
      </h2>
      {genealogy.offers.length === 0 ? (
        <p>{t('recall.nowhere')}</p>
      ) : (
        <>
          <p>{t('recall.lead')}</p>
          <ul className={styles.offers}>
            {genealogy.offers.map((offer) => (
              <li key={`${offer.offer_id} ${offer.lot_id}`}>
                <Link to={`/a/${association.slug}/acopio/${offer.offer_id}`}>{offer.name}</Link>
                <span className="small soft">
                  {[
                    offer.lot_code,
                    t('recall.left', { number: format.count(offer.in_offer) }),
                    t('recall.sold', { number: format.count(offer.sold) }),
                  ].join(' · ')}
                </span>
              </li>
            ))}
          </ul>
          {!genealogy.all_offers && <p className="small soft">{t('recall.cut')}</p>}
          {association.roles.some((role) => board.includes(role)) && (
            <RecallFile associationId={association.id} lotId={genealogy.lot_id} lotCode={lotCode} />
          )}
        </>
      )}
    </section>
  )
}

function RecallFile({
  associationId,
  lotId,
  lotCode,
}: {
  associationId: string
  lotId: string
  lotCode: string
}) {
  const { t } = useTranslation('lot')
  const take = useCommand({
    mutationFn: async () => {
      const file = await ask(
        client.GET('/api/v1/associations/{association_id}/lots/{lot_id}/recall.csv', {
          params: { path: { association_id: associationId, lot_id: lotId } },
          parseAs: 'blob',
        }),
      )
      save(file as unknown as Blob, `${t('recall.fileName')}-${lotCode}.csv`)
    },
  })
  return (
    <div className="stack stack--2">
      <ErrorSummary message={useProblem(take.error)} attempt={take.submittedAt} />
      <div>
        <Button icon="download" busy={take.isPending} onClick={() => take.mutate()}>
          {t('recall.file')}
        </Button>
      </div>
      <p className="small soft">{t('recall.fileHint')}</p>
    </div>
  )
}
