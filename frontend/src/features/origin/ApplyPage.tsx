import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Seal } from '@/api/originTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { Problem } from '@/lib/problem'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick, Select, TextArea } from '@/ui/Field'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { productsQuery, sealsQuery } from './api'
import { misfits } from './fits'
import styles from './Page.module.css'
import { SealName } from './SealName'

/** A member asks for a certificate: for which product, under which name. What can never fit is told before it is sent. */
export default function ApplyPage() {
  const { t } = useTranslation('origin')
  return (
    <div className={styles.page}>
      <p>
        <Link to=".." relative="path" className={styles.back}>
          <Icon name="left" /> {t('list.title')}
        </Link>
      </p>
      <div className="stack stack--2">
        <Title>{t('apply.title')}</Title>
        <p className="soft">{t('apply.lead')}</p>
      </div>
      <Seals />
    </div>
  )
}

function Seals() {
  const { association } = useWorkspace()
  const query = useQuery(sealsQuery)
  return (
    <Loaded query={query}>
      {({ results }) => (
        <Form
          seals={results.filter(
            (seal) => seal.in_force && (!seal.association || seal.association.id === association.id),
          )}
        />
      )}
    </Loaded>
  )
}

function Form({ seals }: { seals: Seal[] }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const { me, association } = useWorkspace()
  const queries = useQueryClient()
  const go = useNavigate()
  const say = useToast()
  const intention = useIntention()
  const producers = me.producers.filter(
    ({ id }) => id === association.producer_id || association.producer_id === null,
  )
  const read = useQueries({ queries: producers.map(({ id }) => productsQuery(id)) })
  const products = read.flatMap(({ data }) => data?.results ?? [])
  const [draft, change, done] = useDraft(`certificate.${association.id}`, { product: '', seal: '', note: '' })
  const product =
    products.find(({ id }) => id === draft.product) ?? (products.length === 1 ? products[0] : undefined)
  const seal = seals.find(({ id }) => id === draft.seal)
  const misfitsOf = (one: Seal) =>
    product ? misfits(one, { category: product.category, comuna: product.comuna ?? '' }) : []
  const why = seal ? misfitsOf(seal) : []
  const command = useCommand({
    mutationFn: async () => {
      refuse({
        product_id: !product && t('apply.productMissing'),
        seal_id: !seal && t('apply.sealMissing'),
      })
      const body = { product_id: product?.id ?? '', seal_id: seal?.id ?? '', note: draft.note.trim() }
      return ask(
        client.POST('/api/v1/associations/{association_id}/certificates', {
          params: { path: { association_id: association.id } },
          headers: intention.headers(body),
          body,
        }),
      )
    },
    onSuccess(made) {
      intention.fulfilled()
      done()
      void queries.invalidateQueries({ queryKey: ['certificates', association.id] })
      say(t('apply.done'))
      go(`../${made.id}`, { replace: true, relative: 'path' })
    },
  })
  const message = useProblem(command.error)
  const broken = command.error instanceof Problem && command.error.code === 'rules_broken'
  if (read.some(({ isPending }) => isPending)) return null
  if (products.length === 0) {
    return (
      <Empty
        title={t('apply.noProduct')}
        action={
          <ButtonLink look="go" to={`/a/${association.slug}/lotes/productos/nuevo`}>
            {t('apply.newProduct')}
          </ButtonLink>
        }
      >
        {t('apply.noProductDetail')}
      </Empty>
    )
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        command.mutate()
      }}
    >
      <ErrorSummary message={broken ? null : message} attempt={command.submittedAt} />
      <Select
        name="product_id"
        label={t('apply.product')}
        error={broken ? undefined : message?.fields.product_id}
        value={product?.id ?? ''}
        onChange={(event) => change({ product: event.target.value })}
      >
        <option value="">{t('apply.choose')}</option>
        {products.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <fieldset className="picks" id="seal_id" tabIndex={-1}>
        <legend className="b">{t('apply.seal')}</legend>
        {message?.fields.seal_id && !broken && (
          <p className="field__err">
            <Icon name="alert" />
            <span>{message.fields.seal_id}</span>
          </p>
        )}
        {seals.map((one) => (
          <Pick
            key={one.id}
            type="radio"
            name="seal"
            checked={draft.seal === one.id}
            onChange={() => change({ seal: one.id })}
            title={<SealName seal={one} />}
            detail={
              <>
                {t(`kind.${one.kind}`)}
                {misfitsOf(one).length > 0 && <span className="act"> · {t('apply.unfit')}</span>}
              </>
            }
          />
        ))}
      </fieldset>
      {seal && (
        <section className="stack stack--2" aria-live="polite" aria-labelledby="asks">
          <h2 className="name h3" id="asks">
            {t('apply.asks')}
          </h2>
          {(why.length > 0 || broken) && (
            <Notice kind="bad" role="alert">
              <b>{t('apply.never')}</b>
              <ul>
                {why.map((one) => (
                  <li key={one}>{t(`apply.misfit.${one}`)}</li>
                ))}
                {why.length === 0 &&
                  broken &&
                  (command.error as Problem).fields.map(({ code, detail }) => <li key={code}>{detail}</li>)}
              </ul>
            </Notice>
          )}
          <ul className={styles.rules}>
            {seal.sentences.map(({ rule, es, en }) => (
              <li key={`${rule} ${es}`}>{format.language === 'en' ? en : es}</li>
            ))}
          </ul>
          {seal.sentences.length === 0 && <p className="soft">{t('seal.noRules')}</p>}
          <p className="small soft">{t('apply.later')}</p>
        </section>
      )}
      <TextArea
        name="note"
        label={t('apply.note')}
        hint={t('apply.noteHint')}
        rows={3}
        maxLength={4000}
        error={message?.fields.note}
        value={draft.note}
        onChange={(event) => change({ note: event.target.value })}
      />
      <div>
        <Button type="submit" look="go" busy={command.isPending} aria-disabled={why.length > 0}>
          {t('apply.go')}
        </Button>
      </div>
    </form>
  )
}
