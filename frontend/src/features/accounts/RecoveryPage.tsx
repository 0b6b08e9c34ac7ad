import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Failure } from '@/ui/Failure'
import { Notice } from '@/ui/Notice'
import { useToast } from '@/ui/Toast'
import { AccountFrame } from './AccountFrame'
import styles from './AccountPage.module.css'
import { readCodes, renewCodes } from './api'
import { useDelicate } from './useDelicate'

/** The codes on paper: each opens once where the application or the passkey is lost. */
export default function RecoveryPage() {
  const { t } = useTranslation('accounts')
  const [params] = useSearchParams()
  const back = { to: '/cuenta/seguridad', label: t('security.title') }
  return (
    <AccountFrame title={t('codes.title')} lead={t('codes.lead')} back={back}>
      {(me) => (
        <>
          {params.has('nuevos') && <Notice kind="good">{t('codes.fresh')}</Notice>}
          <Codes email={me.person.email} />
        </>
      )}
    </AccountFrame>
  )
}

function Codes({ email }: { email: string }) {
  const { t } = useTranslation('accounts')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const [asking, setAsking] = useState(false)
  const [codes, setCodes] = useState<string[] | null>(null)
  const read = useDelicate(readCodes, (answer) => setCodes(answer.unused_codes))
  const renew = useDelicate(renewCodes, (answer) => {
    setCodes(answer.unused_codes)
    setAsking(false)
    say(t('codes.renewed'))
    void queries.invalidateQueries({ queryKey: ['account', 'factors'] })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => read.mutate(), [])
  const message = useProblem(renew.error)
  const plain = codes?.map(spaced).join('\n') ?? ''
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(plain)
      say(t('codes.copied'))
    } catch {
      // Without leave to write there, they can be marked and copied by hand.
      say(t('codes.notCopied'))
    }
  }
  return (
    <>
      {codes && (
        <>
          <ul className={styles.codes} aria-label={t('codes.title')}>
            {codes.map((code) => (
              <li key={code}>
                <code>{spaced(code)}</code>
              </li>
            ))}
          </ul>
          <p className="small soft">{t('codes.for', { email })}</p>
          <div className={`row row--wrap ${styles.tools}`}>
            <Button small icon="print" onClick={() => window.print()}>
              {t('codes.print')}
            </Button>
            <Button small icon="copy" onClick={() => void copy()}>
              {t('codes.copy')}
            </Button>
            <Button small icon="download" onClick={() => download(`Minga, ${email}\n\n${plain}\n`)}>
              {t('codes.download')}
            </Button>
            <Button small look="plain" onClick={() => setAsking(true)}>
              {t('codes.renew')}
            </Button>
          </div>
          <div>
            <Button look="go" onClick={() => navigate('/cuenta/seguridad')}>
              {t('codes.kept')}
            </Button>
          </div>
        </>
      )}
      {read.error && <Failure error={read.error} again={() => read.mutate()} />}
      {!codes && !read.error && !read.isPending && (
        <div>
          <Button look="go" onClick={() => read.mutate()}>
            {t('codes.show')}
          </Button>
        </div>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('codes.renewTitle')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            <Button look="go" busy={renew.isPending} onClick={() => renew.mutate()}>
              {t('codes.renewGo')}
            </Button>
          </>
        }
      >
        <p>{t('codes.renewLead')}</p>
        {message && (
          <Notice kind="bad" role="alert">
            {message.detail}
          </Notice>
        )}
      </Dialog>
      {read.question}
      {renew.question}
    </>
  )
}

const spaced = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'minga-codigos.txt'
  link.click()
  URL.revokeObjectURL(address)
}
