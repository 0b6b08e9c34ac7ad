import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { useMe } from '@/api/me'
import type { VotingProxy } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { momentOf } from '@/lib/moments'
import { refuse } from '@/lib/refuse'
import { useFinder } from '@/lib/useFinder'
import { useFormat } from '@/lib/useFormat'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Select } from '@/ui/Field'
import { Finder } from '@/ui/Finder'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { assembliesQuery, membersQuery, ownMembersQuery, proxiesQuery } from './api'
import styles from './Page.module.css'

/** Powers to vote: those that I gave and those that I hold. */
export default function ProxiesPage() {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const proxies = useQuery(proxiesQuery(association.id))
  const list = useRef<HTMLElement>(null)
  useKeptFocus(list, list, proxies.data)
  const me = useMe()
  const own = useQuery(ownMembersQuery(association.id))
  const mine = (own.data ?? []).map(({ id, producer_id }) => ({
    id,
    name: me?.producers.find((producer) => producer.id === producer_id)?.name ?? '',
  }))
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <div className="stack stack--1">
        <p>
          <Link to="../decisiones">{t('back')}</Link>
        </p>
        <Title>{t('proxies.title')}</Title>
        <p className="soft">{t('proxies.lead')}</p>
      </div>
      <section aria-label={t('proxies.title')} tabIndex={-1} ref={list}>
        <Loaded query={proxies}>
          {(found) =>
            found.length === 0 ? (
              <p>{t('proxies.none')}</p>
            ) : (
              <ul className={styles.list}>
                {found.map((proxy) => (
                  <Row
                    key={proxy.id}
                    proxy={proxy}
                    given={mine.some(({ id }) => id === proxy.giver_id)}
                    associationId={association.id}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {mine.length > 0 && <Give mine={mine} associationId={association.id} />}
    </div>
  )
}

function Row({ proxy, given, associationId }: { proxy: VotingProxy; given: boolean; associationId: string }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const words = t(given ? 'proxies.given' : 'proxies.held', { holder: proxy.holder, giver: proxy.giver })
  const revoke = useCommand({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/associations/{association_id}/proxies/{proxy_id}/revoke', {
          params: { path: { association_id: associationId, proxy_id: proxy.id } },
          headers: intention.headers({ revoke: proxy.id }),
        }),
      ),
    onSuccess() {
      intention.fulfilled()
      say(t(given ? 'proxies.revoked' : 'proxies.laidDown'))
      void queries.invalidateQueries({ queryKey: ['proxies', associationId] })
    },
  })
  return (
    <li className={styles.row}>
      <b>{words}</b>
      <span className="small soft">
        {proxy.assembly
          ? t('proxies.assembly', { title: proxy.assembly.title })
          : t('proxies.until', { day: format.day(proxy.ends_at) })}
      </span>
      <ErrorSummary message={useProblem(revoke.error)} attempt={revoke.submittedAt} />
      <span>
        <Button small busy={revoke.isPending} onClick={() => revoke.mutate()}>
          {t(given ? 'proxies.revoke' : 'proxies.layDown')}
          <span className="sr">: {words}</span>
        </Button>
      </span>
    </li>
  )
}

type Own = { id: string; name: string }

function Give({ mine, associationId }: { mine: Own[]; associationId: string }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const queries = useQueryClient()
  const intention = useIntention()
  const say = useToast()
  const finder = useFinder()
  const members = useQuery(membersQuery(associationId, finder.search))
  const assemblies = useInfiniteQuery(assembliesQuery(associationId))
  const coming = (assemblies.data?.pages ?? [])
    .flatMap(({ results }) => results)
    .filter(({ cancelled_at, starts_at }) => !cancelled_at && new Date(starts_at) > new Date())
  const [giver, setGiver] = useState(mine[0]?.id ?? '')
  const [holder, setHolder] = useState<Own>()
  const [assembly, setAssembly] = useState('')
  const [until, setUntil] = useState('')
  const ends = until ? momentOf(`${until}T23:59`) : undefined
  const give = useCommand({
    mutationFn: async () => {
      refuse({
        holder: !holder && t('proxies.holderMissing'),
        until: !assembly && !ends && t('proxies.untilMissing'),
      })
      const body = {
        giver_id: giver,
        holder_id: holder?.id ?? '',
        assembly_id: assembly || null,
        ends_at: assembly ? null : (ends ?? null),
      }
      return ask(
        client.POST('/api/v1/associations/{association_id}/proxies', {
          params: { path: { association_id: associationId } },
          body,
          headers: intention.headers(body),
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('proxies.givenDone', { holder: holder?.name ?? '' }))
      setHolder(undefined)
      setUntil('')
      setAssembly('')
      void queries.invalidateQueries({ queryKey: ['proxies', associationId] })
    },
  })
  const message = useProblem(give.error)
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        give.mutate()
      }}
    >
      <h2 className="name h3">{t('proxies.give')}</h2>
      <ErrorSummary message={message} attempt={give.submittedAt} />
      {mine.length > 1 && (
        <Select
          name="giver"
          label={t('proxies.whose')}
          value={giver}
          onChange={(event) => setGiver(event.target.value)}
        >
          {mine.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <Loaded query={members}>
        {(all) => {
          const others = all.filter((member) => !member.mine)
          return (
            <Finder name="find_holder" finder={finder} found={all.length}>
              <Select
                name="holder"
                label={t('proxies.to')}
                value={holder?.id ?? ''}
                error={message?.fields.holder}
                onChange={(event) => setHolder(others.find(({ id }) => id === event.target.value))}
              >
                <option value="">{t('new.choose')}</option>
                {holder && !others.some(({ id }) => id === holder.id) && (
                  <option value={holder.id}>{holder.name}</option>
                )}
                {others.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </Finder>
          )
        }}
      </Loaded>
      {coming.length > 0 && (
        <Select
          name="assembly"
          label={t('proxies.for')}
          value={assembly}
          onChange={(event) => setAssembly(event.target.value)}
        >
          <option value="">{t('proxies.forAll')}</option>
          {coming.map(({ id, title, starts_at }) => (
            <option key={id} value={id}>
              {title}, {format.when(starts_at)}
            </option>
          ))}
        </Select>
      )}
      {!assembly && (
        <Field
          name="until"
          type="date"
          label={t('proxies.untilLabel')}
          value={until}
          error={message?.fields.until}
          onChange={(event) => setUntil(event.target.value)}
        />
      )}
      <div>
        <Button type="submit" look="go" busy={give.isPending}>
          {t('proxies.go')}
        </Button>
      </div>
    </form>
  )
}
