import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import type { Member, VotingProxy } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Select } from '@/ui/Field'
import { Title } from '@/ui/Title'
import { membersQuery, proxiesQuery } from './api'
import { momentOf } from '@/lib/moments'
import styles from './Page.module.css'

/** Powers to vote: those that I gave and those that I hold. */
export default function ProxiesPage() {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const proxies = useQuery(proxiesQuery(association.id))
  const members = useQuery(membersQuery(association.id))
  const mine = members.data?.filter((member) => member.mine) ?? []
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <div className="stack stack--1">
        <p>
          <Link to="../decisiones">{t('back')}</Link>
        </p>
        <Title>{t('proxies.title')}</Title>
        <p className="soft">{t('proxies.lead')}</p>
      </div>
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
      {mine.length > 0 && <Give mine={mine} members={members.data ?? []} associationId={association.id} />}
    </div>
  )
}

function Row({ proxy, given, associationId }: { proxy: VotingProxy; given: boolean; associationId: string }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const queries = useQueryClient()
  const intention = useIntention()
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
      void queries.invalidateQueries({ queryKey: ['proxies', associationId] })
    },
  })
  return (
    <li className={styles.row}>
      <b>{t(given ? 'proxies.given' : 'proxies.held', { holder: proxy.holder, giver: proxy.giver })}</b>
      <span className="small soft">
        {proxy.assembly
          ? t('proxies.assembly', { title: proxy.assembly.title })
          : t('proxies.until', { day: format.day(proxy.ends_at) })}
      </span>
      <ErrorSummary message={useProblem(revoke.error)} attempt={revoke.submittedAt} />
      <span>
        <Button small busy={revoke.isPending} onClick={() => revoke.mutate()}>
          {t(given ? 'proxies.revoke' : 'proxies.layDown')}
        </Button>
      </span>
    </li>
  )
}

function Give({
  mine,
  members,
  associationId,
}: {
  mine: Member[]
  members: Member[]
  associationId: string
}) {
  const { t } = useTranslation('decisions')
  const queries = useQueryClient()
  const intention = useIntention()
  const [{ giver, holder, until }, change, done] = useDraft(`proxy-${associationId}`, {
    giver: mine[0]?.id ?? '',
    holder: '',
    until: '',
  })
  const ends = until ? momentOf(`${until}T23:59`) : undefined
  const ready = giver !== '' && holder !== '' && ends !== undefined
  const give = useCommand({
    mutationFn: () => {
      const body = { giver_id: giver, holder_id: holder, ends_at: ends ?? null }
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
      change({ holder: '', until: '' })
      done()
      void queries.invalidateQueries({ queryKey: ['proxies', associationId] })
    },
  })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) give.mutate()
      }}
    >
      <h2 className="name h3">{t('proxies.give')}</h2>
      <ErrorSummary message={useProblem(give.error)} attempt={give.submittedAt} />
      {mine.length > 1 && (
        <Select
          name="giver"
          label={t('proxies.whose')}
          value={giver}
          onChange={(event) => change({ giver: event.target.value })}
        >
          {mine.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <Select
        name="holder"
        label={t('proxies.to')}
        value={holder}
        onChange={(event) => change({ holder: event.target.value })}
      >
        <option value="">{t('new.choose')}</option>
        {members
          .filter((member) => !member.mine)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </Select>
      <Field
        name="until"
        type="date"
        label={t('proxies.untilLabel')}
        value={until}
        onChange={(event) => change({ until: event.target.value })}
      />
      <div>
        <Button type="submit" look="go" busy={give.isPending} aria-disabled={!ready || undefined}>
          {t('proxies.go')}
        </Button>
      </div>
    </form>
  )
}
