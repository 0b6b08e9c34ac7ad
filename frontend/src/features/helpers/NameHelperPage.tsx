import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { today } from '@/lib/moments'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ComunaField } from '@/ui/ComunaField'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { memberForHelpQuery } from './api'
import { ContactFields } from './ContactDialog'
import { Finder } from './Finder'
import styles from './page.module.css'
import { type Scope, scopes } from './words'

const inAYear = () => {
  const day = new Date(today())
  day.setUTCFullYear(day.getUTCFullYear() + 1)
  return day.toISOString().slice(0, 10)
}

/** The board writes a member's consent down; with `papel`, the member itself too, who has no account. */
export default function NameHelperPage() {
  const { t } = useTranslation('helpers')
  const { association, me } = useWorkspace()
  const [params] = useSearchParams()
  const onPaper = params.has('papel')
  const preset = params.get('socio')
  const known = useQuery({ ...memberForHelpQuery(association.id, preset ?? ''), enabled: preset !== null })
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const intention = useIntention()
  const [typed, setTyped] = useState({
    membership: preset ?? '',
    name: '',
    comuna: '',
    locality: '',
    by: 'person' as 'person' | 'email',
    person: '',
    email: '',
    scopes: ['lots', 'pool'] as Scope[],
    given: 'paper' as 'paper' | 'witness',
    reference: '',
    given_on: today(),
    until: inAYear(),
    member_phone: '',
    member_email: '',
  })
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }))
  const save = useCommand({
    mutationFn: async () => {
      refuse({
        member: !onPaper && !typed.membership && t('name.missing.member'),
        name: onPaper && !typed.name.trim() && t('name.missing.name'),
        comuna: onPaper && !typed.comuna && t('name.missing.comuna'),
        person_id: typed.by === 'person' && !typed.person && t('name.missing.person'),
        email: typed.by === 'email' && !typed.email.includes('@') && t('name.missing.email'),
        scopes: typed.scopes.length === 0 && t('name.missing.scopes'),
        reference: !typed.reference.trim() && t(`name.missing.${typed.given}`),
        given_on: !typed.given_on && t('name.missing.given_on'),
      })
      const consent = {
        scopes: typed.scopes,
        given: typed.given,
        reference: typed.reference.trim(),
        given_on: typed.given_on,
        until: typed.until || null,
        member_phone: typed.member_phone.trim(),
        member_email: typed.member_email.trim(),
        ...(typed.by === 'person' ? { person_id: typed.person } : { email: typed.email.trim() }),
      }
      const params = { path: { association_id: association.id } }
      if (onPaper) {
        const body = {
          ...consent,
          name: typed.name.trim(),
          comuna: typed.comuna,
          locality: typed.locality.trim(),
        }
        return ask(
          client.POST('/api/v1/associations/{association_id}/paper-members', {
            params,
            headers: intention.headers(body),
            body,
          }),
        )
      }
      const body = { ...consent, membership_id: typed.membership }
      return ask(
        client.POST('/api/v1/associations/{association_id}/helpers', {
          params,
          headers: intention.headers(body),
          body,
        }),
      )
    },
    onSuccess(helper) {
      intention.fulfilled()
      void queries.invalidateQueries({ queryKey: ['helpers'] })
      void queries.invalidateQueries({ queryKey: ['members'] })
      say(t('name.done', { member: helper.member.name }))
      navigate(`/a/${association.slug}/ayudantes`)
    },
  })
  const message = useProblem(save.error)
  const errors = message?.fields ?? {}
  const title = onPaper ? t('name.titlePaper') : t('name.title')
  return (
    <form
      className={styles.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div className="stack stack--2">
        <Title>{title}</Title>
        <p className="soft">{onPaper ? t('name.leadPaper') : t('name.lead')}</p>
      </div>
      <ErrorSummary message={message} attempt={save.submittedAt} />
      <section className="stack" aria-labelledby="for-whom">
        <h2 className="name h3" id="for-whom">
          {t('name.forWhom')}
        </h2>
        {onPaper ? (
          <>
            <Field
              name="name"
              label={t('name.name')}
              hint={t('name.nameHint')}
              error={errors.name}
              value={typed.name}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => change({ name: event.target.value })}
            />
            <ComunaField
              value={typed.comuna}
              error={errors.comuna}
              onChange={(comuna) => change({ comuna })}
            />
            <Field
              name="locality"
              label={t('name.locality')}
              error={errors.locality}
              value={typed.locality}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => change({ locality: event.target.value })}
            />
          </>
        ) : known.data ? (
          <p className="b">{known.data.name}</p>
        ) : (
          <Finder
            associationId={association.id}
            name="member"
            label={t('name.member')}
            error={errors.member ?? errors.membership_id}
            chosen={typed.membership}
            choices={({ id, name, locality, number }) => [
              {
                id,
                title: name,
                detail: [t('name.number', { number }), locality].filter(Boolean).join(' · '),
              },
            ]}
            onChoose={({ id }) => change({ membership: id })}
          />
        )}
        <ContactFields
          phone={typed.member_phone}
          email={typed.member_email}
          errors={errors}
          onPhone={(member_phone) => change({ member_phone })}
          onEmail={(member_email) => change({ member_email })}
        />
      </section>
      <section className="stack" aria-labelledby="who">
        <h2 className="name h3" id="who">
          {t('name.who')}
        </h2>
        <fieldset className="picks">
          <legend className="sr">{t('name.who')}</legend>
          {(['person', 'email'] as const).map((by) => (
            <Pick
              key={by}
              type="radio"
              name="by"
              checked={typed.by === by}
              onChange={() => change({ by })}
              title={t(`name.by.${by}`)}
              detail={t(`name.byDetail.${by}`)}
            />
          ))}
        </fieldset>
        {typed.by === 'person' ? (
          <Finder
            associationId={association.id}
            name="person_id"
            label={t('name.person')}
            hint={t('name.personHint')}
            error={errors.person_id}
            chosen={typed.person}
            choices={(member) =>
              member.people
                .filter(({ id }) => id !== me.person?.id)
                .map(({ id, name }) => ({ id, title: name, detail: member.name }))
            }
            onChoose={({ id }) => change({ person: id })}
          />
        ) : (
          <Field
            name="email"
            type="email"
            label={t('name.email')}
            error={errors.email}
            value={typed.email}
            autoComplete="off"
            onChange={(event) => change({ email: event.target.value })}
          />
        )}
      </section>
      <section className="stack" aria-labelledby="consent">
        <h2 className="name h3" id="consent">
          {t('name.consent')}
        </h2>
        <fieldset className="picks" id="scopes">
          <legend className="b">{t('name.scopes')}</legend>
          {scopes.map((scope) => (
            <Pick
              key={scope}
              checked={typed.scopes.includes(scope)}
              onChange={() =>
                change({
                  scopes: typed.scopes.includes(scope)
                    ? typed.scopes.filter((one) => one !== scope)
                    : [...typed.scopes, scope],
                })
              }
              title={t(`scopeTitle.${scope}`)}
              detail={t(`scopeDetail.${scope}`)}
            />
          ))}
        </fieldset>
        {errors.scopes && <p className="field__err">{errors.scopes}</p>}
        <p className="small soft">{t('name.notVotes')}</p>
        <fieldset className="picks">
          <legend className="b">{t('name.given')}</legend>
          {(['paper', 'witness'] as const).map((given) => (
            <Pick
              key={given}
              type="radio"
              name="given"
              checked={typed.given === given}
              onChange={() => change({ given })}
              title={t(`givenTitle.${given}`)}
              detail={t(`givenDetail.${given}`)}
            />
          ))}
        </fieldset>
        <Field
          name="reference"
          label={t(`name.reference.${typed.given}`)}
          hint={t(`name.referenceHint.${typed.given}`)}
          error={errors.reference}
          value={typed.reference}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => change({ reference: event.target.value })}
        />
        <Field
          name="given_on"
          type="date"
          label={t('name.given_on')}
          error={errors.given_on}
          value={typed.given_on}
          max={today()}
          onChange={(event) => change({ given_on: event.target.value })}
        />
        <Field
          name="until"
          type="date"
          label={t('name.until')}
          hint={t('name.untilHint')}
          error={errors.until}
          value={typed.until}
          onChange={(event) => change({ until: event.target.value })}
        />
      </section>
      <div className="row row--wrap">
        <Button type="submit" look="go" busy={save.isPending}>
          {t('name.go')}
        </Button>
        <ButtonLink look="plain" to={`/a/${association.slug}/ayudantes`}>
          {t('cancel')}
        </ButtonLink>
      </div>
    </form>
  )
}
