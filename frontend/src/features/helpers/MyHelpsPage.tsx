import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { meQuery } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { doorPath, useHere } from '@/app/doors'
import { homeOf } from '@/app/home'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useProblem } from '@/lib/useProblem'
import { useLive } from '@/live/LiveProvider'
import { Button, ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { Who } from '@/ui/Who'
import { myHelpsQuery } from './api'
import styles from './page.module.css'
import { type Helper, lastDay, scopesOf } from './words'

/** Whom I help, and what waits there; and who asks me to. */
export default function MyHelpsPage() {
  const { t } = useTranslation('helpers')
  const here = useHere()
  const me = useQuery(meQuery)
  const query = useQuery({ ...myHelpsQuery, enabled: Boolean(me.data?.person) })
  useLive([me.data?.person && `user:${me.data.person.id}`])
  const place = useRef<HTMLUListElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeptFocus(place, heading, query.data)
  if (me.data && !me.data.person) return <Navigate to={doorPath('entrar', here)} replace />
  return (
    <StoreFrame className={styles.page} back={{ to: homeOf(me.data), label: t('back') }}>
      <div className="stack stack--2">
        <Title ref={heading}>{t('mine.title')}</Title>
        <p className="lead soft">{t('mine.lead')}</p>
      </div>
      <Loaded query={query}>
        {({ results }) =>
          results.length === 0 ? (
            <Empty title={t('mine.none')}>{t('mine.noneDetail')}</Empty>
          ) : (
            <ul className={styles.list} ref={place}>
              {results.map((helper) => (
                <Row key={helper.id} helper={helper} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </StoreFrame>
  )
}

function Row({ helper }: { helper: Helper }) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  return (
    <li className="arrive">
      <div className={styles.head}>
        <Who large>{helper.member.initials}</Who>
        <span>
          <b>{helper.member.name}</b>
          <br />
          <span className="small soft">
            {helper.association.name} · {t('until', { day: format.day(lastDay(helper)) })}
          </span>
        </span>
      </div>
      <p className={`small ${styles.facts}`}>{t('mine.may', { what: scopesOf(helper, t, format.list) })}</p>
      {helper.state === 'waiting' ? (
        <Answer helper={helper} />
      ) : (
        <div className={styles.acts}>
          <ButtonLink small to={`/ayudo/${helper.id}`}>
            {t('mine.act', { name: helper.member.name })}
          </ButtonLink>
          {helper.unhanded > 0 && (
            <ButtonLink small look="plain" to={`/ayudo/${helper.id}/comprobante`}>
              {t('mine.unhanded', { count: helper.unhanded })}
            </ButtonLink>
          )}
        </div>
      )}
    </li>
  )
}

function Answer({ helper }: { helper: Helper }) {
  const { t } = useTranslation('helpers')
  const queries = useQueryClient()
  const say = useToast()
  const intention = useIntention()
  const answer = useCommand({
    mutationFn: (yes: boolean) => {
      const call = {
        params: { path: { own_helper_id: helper.id } },
        headers: intention.headers([helper.id, yes]),
      }
      return ask(
        yes
          ? client.POST('/api/v1/my-helpers/{own_helper_id}/accept', call)
          : client.POST('/api/v1/my-helpers/{own_helper_id}/end', call),
      )
    },
    onSuccess(_data, yes) {
      intention.fulfilled()
      say(t(yes ? 'mine.accepted' : 'mine.declined', { name: helper.member.name }))
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['my-helps'] })
    },
  })
  return (
    <>
      <ErrorSummary message={useProblem(answer.error)} attempt={answer.submittedAt} />
      <div className={styles.acts}>
        <Button small busy={answer.isPending} onClick={() => answer.mutate(true)}>
          {t('mine.yes', { name: helper.member.name })}
        </Button>
        <Button small look="plain" busy={answer.isPending} onClick={() => answer.mutate(false)}>
          {t('mine.no')}
        </Button>
      </div>
    </>
  )
}
