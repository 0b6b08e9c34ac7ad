import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Product } from '@/api/memberTypes'
import type { Category } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { today } from '@/lib/moments'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Select } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { actingBy, helpedProductsQuery } from './api'
import type { OwnHelper } from './words'

interface Props {
  helper: OwnHelper
  open: boolean
  onClose(): void
}

/** What the member made in one go, of one of its products or of a new one. */
export function NewLotDialog({ helper, open, onClose }: Props) {
  const { t } = useTranslation('helpers')
  const products = useQuery({
    ...helpedProductsQuery(helper.id, helper.member.producer_id),
    enabled: open,
  })
  return (
    <Dialog open={open} onClose={onClose} title={t('newLot.title', { name: helper.member.name })}>
      <Loaded query={products}>
        {({ results }) => <Form helper={helper} known={results} onClose={onClose} />}
      </Loaded>
    </Dialog>
  )
}

function Form({ helper, known, onClose }: Omit<Props, 'open'> & { known: Product[] }) {
  const { t } = useTranslation('helpers')
  const queries = useQueryClient()
  const say = useToast()
  const intention = useIntention()
  const [typed, change, done] = useDraft(`helped-lot.${helper.id}`, {
    product: '',
    name: '',
    category: '' as Category | '',
    units: '',
    made_on: today(),
    best_before: '',
  })
  const chosen = typed.product === 'new' || known.some(({ id }) => id === typed.product)
  const product = chosen ? typed.product : (known[0]?.id ?? 'new')
  const write = useCommand({
    mutationFn: async () => {
      const units = Number(typed.units)
      refuse({
        name: product === 'new' && !typed.name.trim() && t('newLot.missing.name'),
        category: product === 'new' && !typed.category && t('newLot.missing.category'),
        units: !(Number.isSafeInteger(units) && units > 0) && t('newLot.missing.units'),
        made_on: !typed.made_on && t('newLot.missing.made_on'),
      })
      const what =
        product === 'new'
          ? { product_name: typed.name.trim(), category: typed.category as Category }
          : { product_id: product }
      const body = { ...what, units, made_on: typed.made_on, best_before: typed.best_before || null }
      return ask(
        client.POST('/api/v1/producers/{producer_id}/lots', {
          params: { path: { producer_id: helper.member.producer_id } },
          headers: { ...actingBy(helper.id), ...intention.headers(body) },
          body,
        }),
      )
    },
    onSuccess({ code }) {
      intention.fulfilled()
      done()
      say(t('newLot.done', { code }))
      onClose()
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['my-helps'] })
    },
  })
  const message = useProblem(write.error)
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        write.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={write.submittedAt} />
      {known.length > 0 && (
        <Select
          name="product"
          label={t('newLot.product')}
          value={product}
          onChange={(event) => change({ product: event.target.value })}
        >
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="new">{t('newLot.other')}</option>
        </Select>
      )}
      {product === 'new' && (
        <>
          <Field
            name="name"
            label={t('newLot.name')}
            error={message?.fields.name ?? message?.fields.product_name}
            value={typed.name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
          <Select
            name="category"
            label={t('newLot.category')}
            error={message?.fields.category}
            value={typed.category}
            onChange={(event) => change({ category: event.target.value as Category })}
          >
            <option value="">{t('newLot.choose')}</option>
            {categories.map((category) => (
              <option key={category} value={category}>
                {t(`category.${category}`)}
              </option>
            ))}
          </Select>
        </>
      )}
      <Field
        name="units"
        inputMode="numeric"
        label={t('newLot.units')}
        error={message?.fields.units}
        value={typed.units}
        autoComplete="off"
        onChange={(event) => change({ units: event.target.value.replace(/\D/g, '').slice(0, 7) })}
      />
      <Field
        name="made_on"
        type="date"
        label={t('newLot.made_on')}
        error={message?.fields.made_on}
        value={typed.made_on}
        max={today()}
        onChange={(event) => change({ made_on: event.target.value })}
      />
      <Field
        name="best_before"
        type="date"
        label={t('newLot.best_before')}
        error={message?.fields.best_before}
        value={typed.best_before}
        min={typed.made_on || undefined}
        onChange={(event) => change({ best_before: event.target.value })}
      />
      <div className="row row--wrap dialog__acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="go" busy={write.isPending}>
          {t('newLot.go')}
        </Button>
      </div>
    </form>
  )
}

const categories: Category[] = [
  'cheese',
  'spirits',
  'wine',
  'beer',
  'fruit',
  'dried_fruit',
  'preserves',
  'sweets',
  'oil',
  'honey',
  'meat',
  'seafood',
  'craft',
  'experience',
]
