import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Member } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { today } from '@/lib/moments'
import { Problem } from '@/lib/problem'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ComunaField } from '@/ui/ComunaField'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Failure } from '@/ui/Failure'
import { Field, Pick } from '@/ui/Field'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { foundMembersQuery, helpersQuery } from './api'
import { ContactFields } from './ContactDialog'
import { type Choice, Finder } from './Finder'
import styles from './page.module.css'
import { useFurther } from './useFurther'
import { type Helper, type Scope, scopes } from './words'

const inAYear = () => {
  const day = new Date(today())
  day.setUTCFullYear(day.getUTCFullYear() + 1)
  return day.toISOString().slice(0, 10)
}

const nobody: Choice = { id: '', title: '', detail: '' }

/** The board writes a member's consent down; with `papel`, the member itself too, who has no account. */
export default function NameHelperPage() {
  const [params] = useSearchParams()
  const renewed = params.get('renovar')
  const onPaper = params.has('papel')
  return renewed ? (
    <Renewal key={renewed} id={renewed} />
  ) : (
    <Form key={onPaper ? 'paper' : 'new'} onPaper={onPaper} />
  )
}

/** A new consent begins with what the old one says of the member and of who helps. */
function Renewal({ id }: { id: string }) {
  const { association } = useWorkspace()
  const query = useInfiniteQuery(helpersQuery(association.id))
  const helper = query.data?.pages.flatMap(({ results }) => results).find((one) => one.id === id)
  const looking = useFurther(query, !helper)
  return (
    <Loaded query={query}>
      {() => {
        if (helper) return <Renewing helper={helper} />
        if (!looking) throw new Problem(404, { code: 'not_found' })
        return query.isFetchNextPageError ? (
          <Failure error={query.error} again={() => void query.fetchNextPage()} />
        ) : (
          <Waiting>
            <Lines />
          </Waiting>
        )
      }}
    </Loaded>
  )
}

function Renewing({ helper }: { helper: Helper }) {
  const { association, me } = useWorkspace()
  const name = helper.helper_name ?? ''
  const query = useQuery({ ...foundMembersQuery(association.id, name), enabled: name !== '' })
  if (!name) return <Form renewed={helper} />
  return (
    <Loaded query={query}>
      {({ results }) => {
        const people = new Map(results.flatMap(choicesOf(me.person?.id)).map((choice) => [choice.id, choice]))
        const called = [...people.values()].filter(({ title }) => title === name)
        // Two of one name are for the board to tell apart.
        return <Form renewed={helper} person={called.length === 1 ? called[0] : undefined} />
      }}
    </Loaded>
  )
}

const choicesOf = (me: string | undefined) => (member: Member) =>
  member.people
    .filter(({ id }) => id !== me)
    .map(({ id, name }) => ({ id, title: name, detail: member.name }))

interface Props {
  onPaper?: boolean
  renewed?: Helper
  person?: Choice
}

function Form({ onPaper = false, renewed, person = nobody }: Props) {
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
  const [said, setSaid] = useState({
    scopes: (renewed?.scopes ?? ['lots', 'pool']) as Scope[],
    given: 'paper' as 'paper' | 'witness',
    reference: '',
    given_on: today(),
    until: inAYear(),
  })
  const typed = {
    ...draft,
    ...said,
    by: draft.by === 'email' ? ('email' as const) : ('person' as const),
    membership: renewed?.member.membership_id ?? draft.member.id,
    member_phone: contacts.member_phone,
    member_email: contacts.member_email,
  }
  const change = (part: Partial<typeof said>) => setSaid((before) => ({ ...before, ...part }))
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
