import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import type { Workspace } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Icon } from '@/ui/Icon'
import styles from './AssociationPage.module.css'

/** The association makes goods too: said once by whoever administers it, and from then on a way to its lots. */
export function OwnGoods({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('coops')
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const begin = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/own-producer', {
          params: { path: { association_id: association.id } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  const message = useProblem(begin.error)
  const makes = association.own_producer_id !== null
  const way = useRef<HTMLAnchorElement>(null)
  // The button that was pressed is gone: whoever uses the keyboard goes on with what has come in its place.
  useEffect(() => {
    if (makes && begin.isSuccess) way.current?.focus()
  }, [makes, begin.isSuccess])
  if (!makes && !workspace.can.includes('coops_makeGoods')) return null
  return (
    <section className="stack" aria-labelledby="own-goods">
      <h2 className="name h3" id="own-goods">
        {t('ownGoods.title')}
      </h2>
      <ErrorSummary message={message} attempt={begin.submittedAt} />
      <p className="soft">{t(makes ? 'ownGoods.does' : 'ownGoods.follows')}</p>
      <p>
        {makes ? (
          <Link ref={way} to="../lotes" className={styles.way}>
            {t('ownGoods.lots')} <Icon name="right" />
          </Link>
        ) : (
          <Button busy={begin.isPending} onClick={() => begin.mutate()}>
            {t('ownGoods.begin')}
          </Button>
        )}
      </p>
    </section>
  )
}
