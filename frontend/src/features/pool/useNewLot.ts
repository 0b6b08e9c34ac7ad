import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Picture, Product } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { refuse } from '@/lib/refuse'
import { lotsQuery, productsQuery } from './api'
import { factsQuery } from './goods/api'
import { askedOf, checkMaking, type Making, makingOf } from './goods/making'
import { checkLot, type LotDraft, lotOf } from './LotFields'
import { blankProduct, productOf } from './productDraft'

export interface NewLot extends LotDraft {
  /** The product's id, or `new` */
  product: string
  dated: boolean
  photos: Picture[]
  /** Null until somebody touches it: then it is what the product and its last lot propose. */
  making: Making | null
}

interface Wanted {
  draft: NewLot
  /** Null for one that is to be written down first. */
  product: Product | null
  making: Making
}

/** Writes a lot down, and before it what it is made of, if that is new. Each of the two has a key of its own. */
export function useNewLot(producerId: string) {
  const { t } = useTranslation(['pool', 'goods'])
  const queries = useQueryClient()
  const naming = useIntention()
  const noting = useIntention()
  return useCommand({
    mutationFn: async ({ draft, product, making }: Wanted) => {
      const name = product?.name ?? draft.product_name
      const category = product?.category ?? draft.category
      // The questions that were on the page: no others were answered.
      const facts = queries.getQueryData(factsQuery.queryKey)?.results ?? []
      const asked = askedOf(facts, category)
      const lots = queries.getQueryData(lotsQuery(producerId).queryKey)?.results ?? []
      const unsure = Object.entries(checkMaking(making, asked, lots))
      refuse({
        ...checkLot({ ...draft, product_name: name }, t),
        category: !product && !draft.category && t('lot.missing.category'),
        ...Object.fromEntries(unsure.map(([field, why]) => [field, t(`goods:making.wrong.${why}`)])),
      })
      const path = { producer_id: producerId }
      let productId = product?.id
      if (!productId) {
        const body = productOf({
          ...blankProduct,
          name: draft.product_name,
          category: draft.category,
          photos: draft.photos,
        })
        const headers = naming.headers({ producerId, ...body })
        const made = await ask(
          client.POST('/api/v1/producers/{producer_id}/products', { params: { path }, body, headers }),
        )
        productId = made.id
      }
      const { units, made_on, best_before } = lotOf(draft)
      const told = makingOf(making, asked, category)
      const body = { product_id: productId, units, made_on, best_before, ...told }
      const headers = noting.headers({ producerId, ...body })
      return ask(client.POST('/api/v1/producers/{producer_id}/lots', { params: { path }, body, headers }))
    },
    onSuccess() {
      naming.fulfilled()
      noting.fulfilled()
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: lotsQuery(producerId).queryKey })
      void queries.invalidateQueries({ queryKey: productsQuery(producerId).queryKey })
    },
  })
}
