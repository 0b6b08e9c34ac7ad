import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useCommand } from '@/api/useCommand'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ComunaField } from '@/ui/ComunaField'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Pick } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { ContactFields } from './ContactDialog'
import { type Choice, Finder } from './Finder'
import styles from './page.module.css'
import { TermsFields } from './TermsFields'
import { choicesOf, type Terms, termsOf } from './terms'
import type { Helper } from './words'

const nobody: Choice = { id: '', title: '', detail: '' }

interface Props {
  onPaper?: boolean
  renewed?: Helper
  person?: Choice
}

/** The member, who helps and what was agreed; `renewed` is the consent that this one takes the place of. */
export function NameHelperForm({ onPaper = false, renewed, person = nobody }: Props) {
  const { t } = useTranslation('helpers')
  const { association, me } = useWorkspace()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const intention = useIntention()
  const [draft, keep, done] = useDraft(
    `helper.${association.id}.${renewed?.id ?? (onPaper ? 'paper' : 'new')}`,
    {
      member: nobody,
      name: '',
      comuna: '',
      locality: '',
      by: !person.id && renewed?.helper_email ? 'email' : 'person',
      person,
      email: renewed?.helper_email ?? '',
      // Until somebody touches them, they are what the old consent says by now.
      reachable: false,
      member_phone: '',
      member_email: '',
    },
  )
  const contacts = draft.reachable || !renewed ? draft : renewed
  // What the member said is not kept on this device.
  const [said, setSaid] = useState(() => termsOf(renewed))
  const typed = {
    ...draft,
    ...said,
    by: draft.by === 'email' ? ('email' as const) : ('person' as const),
    membership: renewed?.member.membership_id ?? draft.member.id,
    member_phone: contacts.member_phone,
    member_email: contacts.member_email,
  }
  const change = (part: Partial<Terms>) => setSaid((before) => ({ ...before, ...part }))
  const reach = (part: { member_phone?: string; member_email?: string }) =>
    keep({
      member_phone: contacts.member_phone,
      member_email: contacts.member_email,
      reachable: true,
      ...part,
    })
  const save = useCommand({
    mutationFn: async () => {
      refuse({
        member: !onPaper && !typed.membership && t('name.missing.member'),
        name: onPaper && !typed.name.trim() && t('name.missing.name'),
        comuna: onPaper && !typed.comuna && t('name.missing.comuna'),
        person_id: typed.by === 'person' && !typed.person.id && t('name.missing.person'),
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
        ...(typed.by === 'person' ? { person_id: typed.person.id } : { email: typed.email.trim() }),
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
      done()
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
              onChange={(event) => keep({ name: event.target.value })}
            />
            <ComunaField value={typed.comuna} error={errors.comuna} onChange={(comuna) => keep({ comuna })} />
            <Field
              name="locality"
              label={t('name.locality')}
              error={errors.locality}
              value={typed.locality}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => keep({ locality: event.target.value })}
            />
          </>
        ) : renewed ? (
          <p className="b">{renewed.member.name}</p>
        ) : (
          <Finder
            associationId={association.id}
            name="member"
            label={t('name.member')}
            error={errors.member ?? errors.membership_id}
            chosen={typed.member}
            choices={({ id, name, locality, number }) => [
              {
                id,
                title: name,
                detail: [t('name.number', { number }), locality].filter(Boolean).join(' · '),
              },
            ]}
            onChoose={(member) => keep({ member })}
          />
        )}
        <ContactFields
          phone={typed.member_phone}
          email={typed.member_email}
          errors={errors}
          onPhone={(member_phone) => reach({ member_phone })}
          onEmail={(member_email) => reach({ member_email })}
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
              onChange={() => keep({ by })}
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
            choices={choicesOf(me.person?.id)}
            onChoose={(chosen) => keep({ person: chosen })}
          />
        ) : (
          <Field
            name="email"
            type="email"
            label={t('name.email')}
            error={errors.email}
            value={typed.email}
            autoComplete="off"
            onChange={(event) => keep({ email: event.target.value })}
          />
        )}
      </section>
      <TermsFields terms={said} errors={errors} onChange={change} />
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
