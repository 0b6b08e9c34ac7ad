import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { Pick } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import { AccountFrame } from './AccountFrame'
import styles from './AccountPage.module.css'
import { deletionQuery, useSessionChange } from './api'
import { useDelicate } from './useDelicate'

type Hindrance = 'last_administrator' | 'stock' | 'payment_open'
type Kept = 'orders' | 'order_contacts' | 'statutes' | 'votes' | 'stock' | 'consents' | 'acts'

/** Deleting the account: what hinders it, what goes, what stays and why, and the days to change one's mind. */
export default function DeletePage() {
  const { t } = useTranslation('accounts')
  const query = useQuery(deletionQuery)
  const back = { to: '/cuenta/datos', label: t('data.title') }
  const [gone, setGone] = useState(false)
  return (
    <AccountFrame title={t('delete.title')} back={back} leaving={gone}>
      {() => (
        <Loaded query={query}>
          {(deletion) => {
            if (deletion.due_at) return <Coming due={deletion.due_at} />
            if (deletion.hindrances.length > 0) return <Hindered hindrances={deletion.hindrances} />
            return <Ask days={deletion.days} kept={deletion.kept} onGone={() => setGone(true)} />
          }}
        </Loaded>
      )}
    </AccountFrame>
  )
}

function Coming({ due }: { due: string }) {
  const { t } = useTranslation('accounts')
  const { onDay } = useFormat()
  const queries = useQueryClient()
  const say = useToast()
  const keep = useCommand({
    mutationFn: () => ask(client.DELETE('/api/v1/me/deletion')),
    async onSuccess(deletion) {
      queries.setQueryData(deletionQuery.queryKey, deletion)
      await queries.invalidateQueries({ queryKey: ['me'] })
      say(t('delete.kept'))
    },
  })
  const message = useProblem(keep.error)
  return (
    <>
      <Notice kind="bad">{t('delete.coming', { day: onDay(due) })}</Notice>
      {message && (
        <Notice kind="bad" role="alert">
          {message.detail}
        </Notice>
      )}
      <div>
        <Button look="go" busy={keep.isPending} onClick={() => keep.mutate()}>
          {t('delete.keep')}
        </Button>
      </div>
    </>
  )
}

function Hindered({ hindrances }: { hindrances: { code: string; names: string[] }[] }) {
  const { t } = useTranslation('accounts')
  const { list } = useFormat()
  return (
    <section className="stack">
      <p>{t('delete.hindered')}</p>
      <ul className={styles.list}>
        {hindrances.map(({ code, names }) => (
          <li key={code}>
            <span>{t(`delete.hindrance.${code as Hindrance}`, { names: list(names) })}</span>
          </li>
        ))}
      </ul>
      <div>
        <ButtonLink to="/cuenta">{t('delete.back')}</ButtonLink>
      </div>
    </section>
  )
}

interface AskProps {
  days: number
  kept: { code: string; months: number | null; count: number }[]
  onGone(): void
}

function Ask({ days, kept, onGone }: AskProps) {
  const { t } = useTranslation('accounts')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const [sure, setSure] = useState(false)
  const leave = useSessionChange(async () => undefined)
  const remove = useDelicate(
    () => ask(client.POST('/api/v1/me/deletion')),
    (deletion) => {
      if (days > 0) {
        queries.setQueryData(deletionQuery.queryKey, deletion)
        void queries.invalidateQueries({ queryKey: ['me'] })
        return
      }
      onGone()
      leave.mutate(undefined, {
        onSuccess() {
          say(t('delete.done'))
          navigate('/', { replace: true })
        },
      })
    },
  )
  const message = useProblem(remove.error)
  return (
    <>
      <section className="stack" aria-labelledby="goes">
        <h2 className="name h3" id="goes">
          {t('delete.goes')}
        </h2>
        <p>{t('delete.goesText')}</p>
      </section>
      <section className="stack" aria-labelledby="stays">
        <h2 className="name h3" id="stays">
          {t('delete.stays')}
        </h2>
        <p className="soft">{t('delete.staysLead')}</p>
        <ul className={styles.list}>
          {kept.map(({ code, count, months }) => (
            <li key={code}>
              <span>
                <b>{t(`delete.what.${code as Kept}`, { count })}</b>
                <br />
                <span className="small soft">
                  {months === null
                    ? t('delete.asLongAsOthers')
                    : months % 12 === 0
                      ? t('delete.years', { count: months / 12 })
                      : t('delete.months', { count: months })}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      {message && (
        <Notice kind="bad" role="alert">
          {message.detail}
        </Notice>
      )}
      <Pick
        name="sure"
        checked={sure}
        onChange={(event) => setSure(event.target.checked)}
        title={t('delete.sure')}
        detail={days > 0 ? t('delete.days', { count: days }) : t('delete.atOnce')}
      />
      <div className="row row--wrap">
        <Button
          look="bad"
          busy={remove.isPending}
          aria-disabled={!sure || undefined}
          onClick={() => remove.mutate()}
        >
          {t('delete.go')}
        </Button>
        <ButtonLink to="/cuenta/datos">{t('delete.back')}</ButtonLink>
      </div>
      {remove.question}
    </>
  )
}
