import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/app/Loaded'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import styles from './AccountPage.module.css'
import { type Factor, factorsQuery, removeTotp } from './api'
import { useDelicate } from './useDelicate'

/** The application that shows codes, and the codes on paper. */
export function SecondSteps({ needed }: { needed: boolean }) {
  const { t } = useTranslation('accounts')
  const query = useQuery(factorsQuery)
  return (
    <section className="stack" aria-labelledby="second-step">
      <h2 className="name h3" id="second-step">
        {t('factors.title')}
      </h2>
      <p className="soft">{t('factors.lead')}</p>
      {needed && (
        <Notice kind="act" icon="shield">
          {t('mine.stewardNeeds')}
        </Notice>
      )}
      <Loaded query={query}>{(factors) => <Rows factors={factors} />}</Loaded>
    </section>
  )
}

function Rows({ factors }: { factors: Factor[] }) {
  const { t } = useTranslation('accounts')
  const { onDay } = useFormat()
  const totp = factors.find(({ type }) => type === 'totp')
  const codes = factors.find(({ type }) => type === 'recovery_codes')
  return (
    <ul className={styles.list}>
      <li>
        <span>
          <b>{t('factors.totp')}</b>
          <br />
          <span className="small soft">
            {totp ? t('factors.since', { day: onDay(at(totp.created_at)) }) : t('factors.totpLead')}
          </span>
        </span>
        {totp ? (
          <RemoveTotp />
        ) : (
          <ButtonLink small look="go" to="/cuenta/seguridad/aplicacion">
            {t('factors.setUp')}
          </ButtonLink>
        )}
      </li>
      {codes && (
        <li>
          <span>
            <b>{t('factors.codes')}</b>
            <br />
            <span className="small soft">{t('factors.left', { count: codes.unused_code_count ?? 0 })}</span>
          </span>
          <ButtonLink small to="/cuenta/seguridad/codigos">
            {t('factors.see')}
          </ButtonLink>
        </li>
      )}
    </ul>
  )
}

export const at = (seconds: number) => new Date(seconds * 1000)

function RemoveTotp() {
  const { t } = useTranslation('accounts')
  const queries = useQueryClient()
  const say = useToast()
  const [asking, setAsking] = useState(false)
  const remove = useDelicate(removeTotp, () => {
    setAsking(false)
    say(t('factors.removed'))
    void queries.invalidateQueries({ queryKey: ['account'] })
    void queries.invalidateQueries({ queryKey: ['me'] })
  })
  const message = useProblem(remove.error)
  return (
    <>
      <Button small onClick={() => setAsking(true)}>
        {t('factors.remove')}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('factors.removeTitle')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            <Button look="bad" busy={remove.isPending} onClick={() => remove.mutate()}>
              {t('factors.removeGo')}
            </Button>
          </>
        }
      >
        <p>{t('factors.removeLead')}</p>
        <ErrorSummary message={message} attempt={remove.submittedAt} />
      </Dialog>
      {remove.question}
    </>
  )
}
