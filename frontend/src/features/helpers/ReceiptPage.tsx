import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useParams } from 'react-router'
import { ask, client } from '@/api/client'
import { useIntention } from '@/api/idempotency'
import { meQuery } from '@/api/me'
import { useCommand } from '@/api/useCommand'
import { doorPath, useHere } from '@/app/doors'
import { Loaded } from '@/app/Loaded'
import { StoreFrame } from '@/app/StoreFrame'
import { useFormat } from '@/lib/useFormat'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Failure } from '@/ui/Failure'
import { Notice } from '@/ui/Notice'
import { Lines, Waiting } from '@/ui/Skeleton'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { myActsQuery, myHelpQuery } from './api'
import page from './page.module.css'
import styles from './ReceiptPage.module.css'
import { useFurther } from './useFurther'
import { type HelpedAct, type OwnHelper, onDate, smsLink, smsText, type Way } from './words'

/** The server takes so many at a time; the oldest go first. */
const mostAtOnce = 200

/** What the member gets: in large letters on paper, or as a text to her phone. */
export default function ReceiptPage() {
  const { t } = useTranslation('helpers')
  const { helperId = '' } = useParams()
  const here = useHere()
  const me = useQuery(meQuery)
  const signedIn = Boolean(me.data?.person)
  const helper = useQuery({ ...myHelpQuery(helperId), enabled: signedIn })
  const acts = useInfiniteQuery({ ...myActsQuery(helperId), enabled: signedIn })
  const open = (acts.data?.pages ?? [])
    .flatMap(({ results }) => results)
    .filter(({ receipts }) => receipts.length === 0)
  const lacking = useFurther(acts, helper.data !== undefined && open.length < helper.data.unhanded)
  if (me.data && !me.data.person) return <Navigate to={doorPath('entrar', here)} replace />
  return (
    <StoreFrame className={page.page} back={{ to: `/ayudo/${helperId}`, label: t('receipt.back') }}>
      <Loaded query={helper}>
        {(found) => (
          <Loaded query={acts}>
            {() =>
              !lacking ? (
                <Sheet helper={found} acts={open.reverse().slice(0, mostAtOnce)} />
              ) : acts.isFetchNextPageError ? (
                <Failure error={acts.error} again={() => void acts.fetchNextPage()} />
              ) : (
                <Waiting>
                  <Lines />
                </Waiting>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </StoreFrame>
  )
}

function Sheet({ helper, acts }: { helper: OwnHelper; acts: HelpedAct[] }) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  const place = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeptFocus(place, heading, acts.length)
  return (
    <>
      <div className={styles.aside}>
        <Title ref={heading}>{t('receipt.title', { name: helper.member.name })}</Title>
      </div>
      {acts.length === 0 ? (
        <Notice kind="good">{t('receipt.none', { name: helper.member.name })}</Notice>
      ) : (
        <>
          <article className={styles.sheet}>
            <h2 className="name">{t('receipt.for', { name: helper.member.name })}</h2>
            <p>
              {t('receipt.who', { name: helper.helper_name ?? '', association: helper.association.name })}
            </p>
            <ol>
              {acts.map((act) => (
                <li key={act.number}>
                  <p>{act.words}</p>
                  <p>
                    {onDate(format, act.at)} · {t('receipt.number', { number: act.number })}
                  </p>
                </li>
              ))}
            </ol>
            <p>{t('receipt.disagree', { association: helper.association.name })}</p>
          </article>
          <div ref={place} className={styles.aside}>
            <Hand helper={helper} acts={acts} />
          </div>
        </>
      )}
    </>
  )
}

function Hand({ helper, acts }: { helper: OwnHelper; acts: HelpedAct[] }) {
  const { t } = useTranslation('helpers')
  const format = useFormat()
  const queries = useQueryClient()
  const say = useToast()
  const intention = useIntention()
  const text = smsText(helper, acts, t, (at) => onDate(format, at))
  const give = useCommand({
    mutationFn: (way: Way) => {
      const body = { acts: acts.map(({ number }) => number), way }
      return ask(
        client.POST('/api/v1/my-helpers/{own_helper_id}/receipts', {
          params: { path: { own_helper_id: helper.id } },
          headers: intention.headers(body),
          body,
        }),
      )
    },
    onSuccess() {
      intention.fulfilled()
      say(t('receipt.noted'))
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: ['my-helps'] })
    },
  })
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      say(t('receipt.copied'))
    } catch {
      // Without leave to write there, the text can be marked and copied by hand.
      say(t('receipt.notCopied'))
    }
  }
  const phone = helper.member_phone
  return (
    <section className={styles.hand} aria-labelledby="hand">
      <h2 className="name h3" id="hand">
        {t('receipt.hand')}
      </h2>
      <div className="row row--wrap">
        <Button icon="copy" onClick={() => window.print()}>
          {t('receipt.print')}
        </Button>
        {phone ? (
          <a className="btn" href={smsLink(phone, text)}>
            {t('receipt.sms', { phone })}
          </a>
        ) : (
          <span className="small soft">{t('receipt.noPhone')}</span>
        )}
        <Button look="plain" onClick={() => void copy()}>
          {t('receipt.copy')}
        </Button>
      </div>
      <p className="small soft">{t('receipt.smsHow')}</p>
      <ErrorSummary message={useProblem(give.error)} attempt={give.submittedAt} />
      <p className="b">{t('receipt.then', { name: helper.member.name })}</p>
      <div className="row row--wrap">
        {(['paper', 'sms', 'told'] as const).map((way) => (
          <Button key={way} small busy={give.isPending} onClick={() => give.mutate(way)}>
            {t(`receipt.given.${way}`)}
          </Button>
        ))}
      </div>
    </section>
  )
}
