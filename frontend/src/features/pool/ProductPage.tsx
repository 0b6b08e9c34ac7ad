import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Product } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { productQuery, productsQuery } from './api'
import { MakerField } from './MakerField'
import { firstMaker, makersOf } from './makers'
import styles from './NewLotPage.module.css'
import { PhotosField } from './PhotosField'
import { ProductFields } from './ProductFields'
import { blankProduct, degreesWrong, draftOf, type ProductDraft, productOf } from './productDraft'

const mostPhotos = 6

/** A product of the reader's: a new one, or one of hers to change. */
export default function ProductPage() {
  const { producerId = '', productId } = useParams()
  return productId ? <Known producerId={producerId} productId={productId} /> : <Fresh />
}

function Known({ producerId, productId }: { producerId: string; productId: string }) {
  const query = useQuery(productQuery(producerId, productId))
  return <Loaded query={query}>{(product) => <Form producerId={producerId} product={product} />}</Loaded>
}

function Fresh() {
  const { me, association } = useWorkspace()
  const [params] = useSearchParams()
  const makers = makersOf(me, association)
  const [chosen, setChosen] = useState<string | null>(params.get('de'))
  const producerId = firstMaker(makers, association, chosen)
  return (
    <Form key={producerId} producerId={producerId} product={null}>
      <MakerField makers={makers} chosen={producerId} onChoose={setChosen} />
    </Form>
  )
}

function useSave(producerId: string, product: Product | null) {
  const intention = useIntention()
  const queries = useQueryClient()
  const { t } = useTranslation(['pool', 'goods'])
  return useCommand({
    mutationFn: async (draft: ProductDraft) => {
      refuse({
        name: !draft.name.trim() && t('lot.missing.product_name'),
        category: !draft.category && t('lot.missing.category'),
        alcohol_degrees: degreesWrong(draft) && t('goods:making.wrong.number'),
      })
      const body = productOf(draft)
      if (product) {
        const path = { producer_id: producerId, product_id: product.id }
        return ask(
          client.PATCH('/api/v1/producers/{producer_id}/products/{product_id}', { params: { path }, body }),
        )
      }
      return ask(
        client.POST('/api/v1/producers/{producer_id}/products', {
          params: { path: { producer_id: producerId } },
          body,
          headers: intention.headers({ producerId, ...body }),
        }),
      )
    },
    onSuccess(saved) {
      intention.fulfilled()
      queries.setQueryData(productQuery(producerId, saved.id).queryKey, saved)
      void queries.invalidateQueries({ queryKey: productsQuery(producerId).queryKey })
      void queries.invalidateQueries({ queryKey: ['lots', producerId] })
    },
  })
}

interface FormProps {
  producerId: string
  product: Product | null
  /** Whose it is, where that is still open. */
  children?: ReactNode
}

function Form({ producerId, product, children }: FormProps) {
  const { t } = useTranslation('pool')
  const { language } = useFormat()
  const { association } = useWorkspace()
  const navigate = useNavigate()
  const say = useToast()
  const [draft, change, done] = useDraft<ProductDraft>(
    // A maker's photos are hers alone: each has a draft of her own.
    `product.${product?.id ?? `new.${producerId}`}`,
    product ? draftOf(product) : blankProduct,
  )
  const save = useSave(producerId, product)
  const message = useProblem(save.error)
  const mine = `/a/${association.slug}/lotes`
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(draft, {
          onSuccess(saved) {
            done()
            say(t(product ? 'product.changed' : 'product.done', { name: saved.name }))
            navigate(product ? mine : `${mine}/nuevo?de=${producerId}&producto=${saved.id}`, {
              replace: true,
            })
          },
        })
      }}
    >
      <ErrorSummary message={message} attempt={save.submittedAt} />
      <div className="stack stack--2">
        <Title>{product ? product.name : t('product.title')}</Title>
        {!product && <p className="soft">{t('product.lead')}</p>}
      </div>
      {children}
      <PhotosField
        owner={{ kind: 'producers', id: producerId }}
        photos={draft.photos}
        most={mostPhotos}
        onChange={(photos) => change({ photos })}
      />
      <ProductFields
        draft={draft}
        errors={message?.fields ?? {}}
        taxes={product && draft.price === String(product.price_clp) ? product.taxes : null}
        ownUnit={product ? (language === 'en' ? product.units_en : product.units_es) : undefined}
        onChange={change}
      />
      <div className="row row--wrap">
        <Button type="submit" look="go" busy={save.isPending}>
          {t(product ? 'product.save' : 'product.go')}
        </Button>
        <ButtonLink look="plain" to={mine} onClick={() => done()}>
          {t('cancel')}
        </ButtonLink>
      </div>
      {product && <Retire producerId={producerId} product={product} />}
    </form>
  )
}

/** What is made no longer leaves the lists; its lots stay where they are. */
function Retire({ producerId, product }: { producerId: string; product: Product }) {
  const { t } = useTranslation('pool')
  const queries = useQueryClient()
  const say = useToast()
  const turn = useCommand({
    mutationFn: () =>
      ask(
        client.PATCH('/api/v1/producers/{producer_id}/products/{product_id}', {
          params: { path: { producer_id: producerId, product_id: product.id } },
          body: { retired: !product.retired },
        }),
      ),
    onSuccess(saved) {
      queries.setQueryData(productQuery(producerId, saved.id).queryKey, saved)
      void queries.invalidateQueries({ queryKey: productsQuery(producerId).queryKey })
      say(t(saved.retired ? 'product.retired' : 'product.resumed', { name: saved.name }))
    },
  })
  const message = useProblem(turn.error)
  return (
    <section className="stack stack--2" aria-labelledby="retire">
      <h2 className="name h3" id="retire">
        {t(product.retired ? 'product.askResume' : 'product.askRetire')}
      </h2>
      <p className="small soft">{t('product.retireDetail')}</p>
      <ErrorSummary message={message} attempt={turn.submittedAt} />
      <div>
        <Button small busy={turn.isPending} onClick={() => turn.mutate()}>
          {t(product.retired ? 'product.resume' : 'product.retire')}
        </Button>
      </div>
    </section>
  )
}
