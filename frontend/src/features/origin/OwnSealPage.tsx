import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
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
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick, TextArea } from '@/ui/Field'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { ownSealsQuery } from './api'
import styles from './Page.module.css'
import { blankSeal, bodyOf, draftOf, type SealDraft, wrongIn } from './sealDraft'
import { ZoneField } from './ZoneField'

const categories = [
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
] as const

/** An association's own seal: what it says, where it holds and what it asks. */
export default function OwnSealPage() {
  const { t } = useTranslation('origin')
  const { sealId } = useParams()
  const { association } = useWorkspace()
  const query = useQuery({ ...ownSealsQuery(association.id), enabled: sealId !== undefined })
  return (
    <div className={styles.page}>
      <p>
        <Link to={`/a/${association.slug}/origen`} className={styles.back}>
          <Icon name="left" /> {t('list.title')}
        </Link>
      </p>
      {sealId === undefined ? (
        <Form />
      ) : (
        <Loaded query={query}>
          {({ results }) => {
            const seal = results.find(({ id }) => id === sealId)
            if (!seal) throw new Problem(404, { code: 'not_found' })
            return <Form seal={seal} key={seal.id} />
          }}
        </Loaded>
      )}
    </div>
  )
}

function Form({ seal }: { seal?: Seal }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const go = useNavigate()
  const say = useToast()
  const intention = useIntention()
  const [draft, change, done] = useDraft<SealDraft>(
    `seal.${association.id}.${seal ? `${seal.id}.${seal.version}` : 'new'}`,
    seal ? draftOf(seal) : blankSeal,
  )
  const [ending, setEnding] = useState(false)
  const command = useCommand({
    mutationFn: async (givenUp: boolean) => {
      const wrong = wrongIn(draft)
      refuse({
        name_es: wrong.name_es && t('form.nameMissing'),
        most: wrong.most && t('form.degreesWrong'),
        rested: wrong.rested && t('form.restedWrong'),
      })
      const body = bodyOf(draft, seal)
      const path = { association_id: association.id }
      if (!seal) {
        return ask(
          client.POST('/api/v1/associations/{association_id}/seals', {
            params: { path },
            headers: intention.headers(body),
            body,
          }),
        )
      }
      return ask(
        client.PUT('/api/v1/associations/{association_id}/seals/{seal_id}', {
          params: { path: { ...path, seal_id: seal.id } },
          body: { ...body, given_up: givenUp },
        }),
      )
    },
    onSuccess(saved) {
      intention.fulfilled()
      done()
      for (const key of ['own-seals', 'seals', 'seal']) void queries.invalidateQueries({ queryKey: [key] })
      say(saved.in_force ? t('form.saved') : t('form.ended'))
      go(`/a/${association.slug}/origen`)
    },
    onSettled: () => setEnding(false),
  })
  const message = useProblem(command.error)
  const toggle = <Value,>(list: Value[], value: Value) =>
    list.includes(value) ? list.filter((one) => one !== value) : [...list, value]
  const strong = draft.categories.some((one) => ['spirits', 'wine', 'beer'].includes(one))
  const giveUp = seal?.in_force === true
  return (
    <>
      <div className="stack stack--2">
        <Title>{seal ? t('form.titleEdit', { name: seal.name_es }) : t('form.title')}</Title>
        <p className="soft">{t('form.lead')}</p>
      </div>
      {seal && <Notice icon="info">{t('form.newRules')}</Notice>}
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          command.mutate(false)
        }}
      >
        <ErrorSummary message={message} attempt={command.submittedAt} />
        <Field
          name="name_es"
          label={t('form.name')}
          hint={t('form.nameHint')}
          maxLength={120}
          error={message?.fields.name_es}
          value={draft.name_es}
          onChange={(event) => change({ name_es: event.target.value })}
        />
        <TextArea
          name="about_es"
          label={t('form.about')}
          hint={t('form.aboutHint')}
          rows={3}
          maxLength={4000}
          error={message?.fields.about_es}
          value={draft.about_es}
          onChange={(event) => change({ about_es: event.target.value })}
        />
        <TextArea
          name="rules_es"
          label={t('form.rules')}
          hint={t('form.rulesHint')}
          rows={4}
          maxLength={4000}
          error={message?.fields.rules_es}
          value={draft.rules_es}
          onChange={(event) => change({ rules_es: event.target.value })}
        />
        <details>
          <summary className={styles.way}>{t('form.english')}</summary>
          <div className="stack">
            <Field
              name="name_en"
              label={t('form.nameEn')}
              hint={t('form.nameEnHint')}
              maxLength={120}
              error={message?.fields.name_en}
              value={draft.name_en}
              onChange={(event) => change({ name_en: event.target.value })}
            />
            <TextArea
              name="about_en"
              label={t('form.aboutEn')}
              rows={3}
              maxLength={4000}
              value={draft.about_en}
              onChange={(event) => change({ about_en: event.target.value })}
            />
            <TextArea
              name="rules_en"
              label={t('form.rulesEn')}
              rows={3}
              maxLength={4000}
              value={draft.rules_en}
              onChange={(event) => change({ rules_en: event.target.value })}
            />
          </div>
        </details>
        <h2 className="name h3">{t('form.checked')}</h2>
        <fieldset className="stack stack--2">
          <legend className="b">{t('form.categories')}</legend>
          <p className="small soft">{t('form.categoriesHint')}</p>
          <div className={styles.choices}>
            {categories.map((one) => (
              <Pick
                key={one}
                title={t(`category.${one}`)}
                checked={draft.categories.includes(one)}
                onChange={() => change({ categories: toggle(draft.categories, one) })}
              />
            ))}
          </div>
        </fieldset>
        <ZoneField value={draft.comunas} onChange={(comunas) => change({ comunas })} />
        {draft.comunas.length > 0 && (
          <fieldset className="picks">
            <legend className="sr">{t('form.zone')}</legend>
            <Pick
              title={t('form.placed')}
              checked={draft.placed}
              onChange={() => change({ placed: !draft.placed })}
            />
            <Pick
              title={t('form.made')}
              checked={draft.made}
              onChange={() => change({ made: !draft.made })}
            />
          </fieldset>
        )}
        {(strong || draft.least || draft.most) && (
          <div className={styles.pair}>
            <Field
              name="least"
              inputMode="decimal"
              label={t('form.least')}
              value={draft.least}
              onChange={(event) => change({ least: event.target.value.trim() })}
            />
            <Field
              name="most"
              inputMode="decimal"
              label={t('form.most')}
              error={message?.fields.most}
              value={draft.most}
              onChange={(event) => change({ most: event.target.value.trim() })}
            />
          </div>
        )}
        <Field
          name="rested"
          inputMode="numeric"
          label={t('form.rested')}
          hint={t('form.restedHint')}
          error={message?.fields.rested}
          value={draft.rested}
          onChange={(event) => change({ rested: event.target.value.trim() })}
        />
        {(strong || draft.bottled) && (
          <Pick
            title={t('form.bottled')}
            checked={draft.bottled}
            onChange={() => change({ bottled: !draft.bottled })}
          />
        )}
        <fieldset className="stack stack--2">
          <legend className="b">{t('form.months')}</legend>
          <p className="small soft">{t('form.monthsHint')}</p>
          <div className={styles.choices}>
            {format.months().map((name, place) => (
              <Pick
                key={name}
                title={name}
                checked={draft.months.includes(place + 1)}
                onChange={() => change({ months: toggle(draft.months, place + 1) })}
              />
            ))}
          </div>
        </fieldset>
        {draft.others.length > 0 && <p className="small soft">{t('form.others')}</p>}
        <div className={styles.acts}>
          <Button type="submit" look="go" busy={command.isPending}>
            {seal ? t('form.save') : t('form.create')}
          </Button>
          {giveUp && <Button onClick={() => setEnding(true)}>{t('form.end')}</Button>}
        </div>
      </form>
      <Dialog
        open={ending}
        onClose={() => setEnding(false)}
        title={t('form.endTitle', { name: seal?.name_es ?? '' })}
        actions={
          <>
            <Button onClick={() => setEnding(false)}>{t('cancel')}</Button>
            <Button look="bad" busy={command.isPending} onClick={() => command.mutate(true)}>
              {t('form.endGo')}
            </Button>
          </>
        }
      >
        <p>{t('form.endWhat')}</p>
      </Dialog>
    </>
  )
}
