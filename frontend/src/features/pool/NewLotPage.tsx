import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { Product } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { today } from '@/lib/moments'
import { unitOf } from '@/lib/offerWords'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { lotsQuery, productsQuery } from './api'
import { factsQuery } from './goods/api'
import { MakingFields } from './goods/MakingFields'
import { askedOf, blankMaking, likeLast, type Making, usable } from './goods/making'
import { LotFields, newLotDraft } from './LotFields'
import { MakerField } from './MakerField'
import { firstMaker, makersOf } from './makers'
import styles from './NewLotPage.module.css'
import { units } from './offerDraft'
import { PhotosField } from './PhotosField'
import { ProductPicks } from './ProductPicks'
import { daysAfter, usualUnit } from './productDraft'
import { type NewLot, useNewLot } from './useNewLot'

/** What was made in one go: of one of the reader's products, or of one that is written down on the way. */
export default function NewLotPage() {
  const { me, association } = useWorkspace()
  const [params] = useSearchParams()
  const [chosen, setChosen] = useState<string | null>(params.get('de'))
  const producerId = firstMaker(makersOf(me, association), association, chosen)
  const query = useQuery(productsQuery(producerId))
  return (
    <Loaded query={query}>
      {({ results }) => (
        <Form key={producerId} producerId={producerId} products={results} onProducer={setChosen} />
      )}
    </Loaded>
  )
}

/** What the server says of a product that nobody told how it is counted. */
const plainUnits = 'unidades'

interface Props {
  producerId: string
  products: Product[]
  onProducer(id: string): void
}

function Form({ producerId, products, onProducer }: Props) {
  const { t } = useTranslation('pool')
  const format = useFormat()
  const { me, association } = useWorkspace()
  const navigate = useNavigate()
  const say = useToast()
  const [params] = useSearchParams()
  const asked = params.get('producto') ?? ''
  const [draft, change, done] = useDraft<NewLot>(`new-lot.${producerId}`, {
    ...newLotDraft,
    made_on: today(),
    product: '',
    // Until somebody touches it, the date follows from how long the product keeps.
    dated: false,
    photos: [],
    making: null,
  })
  const known = (id: string) => products.some((product) => product.id === id)
  const first = products.length > 0 ? (products[0]?.id ?? '') : 'new'
  const chosenId = [draft.product, asked].find((id) => id === 'new' || known(id)) ?? first
  const product = products.find(({ id }) => id === chosenId)
  const keeps = product?.keeps_days
  const until = draft.dated || !keeps || !draft.made_on ? draft.best_before : daysAfter(draft.made_on, keeps)
  const seen = { ...draft, best_before: until }
  const unit = product
    ? unitOf(product, 2, format.language)
    : units[usualUnit(draft.category)][format.language === 'en' ? 3 : 1]
  const category = product?.category ?? draft.category
  const lots = useQuery(lotsQuery(producerId)).data?.results ?? []
  const facts = askedOf(useQuery(factsQuery).data?.results ?? [], category)
  const last = product && lots.find((lot) => lot.product_id === product.id)
  const proposed: Making = {
    ...blankMaking,
    comuna: product?.comuna ?? '',
    degrees: product?.alcohol_degrees ? format.count(product.alcohol_degrees) : '',
    answers: likeLast(facts, last || undefined),
  }
  const making = draft.making ?? proposed
  const create = useNewLot(producerId)
  const message = useProblem(create.error)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate(
          { draft: seen, product: product ?? null, making },
          {
            onSuccess(lot) {
              done()
              say(t('lot.done', { code: lot.code }))
              navigate(`/a/${association.slug}/lotes`, { replace: true })
            },
          },
        )
      }}
    >
      <ErrorSummary message={message} attempt={create.submittedAt} />
      <div className="stack stack--2">
        <Title>{t('lot.title')}</Title>
        <p className="soft">{t('lot.lead')}</p>
      </div>
      <MakerField makers={makersOf(me, association)} chosen={producerId} onChoose={onProducer} />
      {products.length > 0 && (
        <ProductPicks
          products={products}
          chosen={chosenId}
          onChoose={(id) => change({ product: id, dated: false, making: null })}
        />
      )}
      {!product && (
        <PhotosField
          owner={{ kind: 'producers', id: producerId }}
          photos={draft.photos}
          most={1}
          onChange={(photos) => change({ photos })}
        />
      )}
      <LotFields
        draft={seen}
        errors={message?.fields ?? {}}
        unit={(product ? product.units_es !== plainUnits : draft.category) ? unit : undefined}
        short={Boolean(product)}
        onChange={(part) => change('best_before' in part ? { ...part, dated: true } : part)}
      />
      {category && (
        <MakingFields
          category={category}
          making={making}
          errors={message?.fields ?? {}}
          lots={usable(lots, draft.made_on)}
          onChange={(part) => change({ making: { ...making, ...part } })}
        />
      )}
      <div className="row row--wrap">
        <Button type="submit" look="go" busy={create.isPending}>
          {t('lot.go')}
        </Button>
        <ButtonLink look="plain" to={`/a/${association.slug}/lotes`}>
          {t('cancel')}
        </ButtonLink>
      </div>
    </form>
  )
}
