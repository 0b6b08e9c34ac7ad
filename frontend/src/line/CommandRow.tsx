import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Problem } from '@/lib/problem'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Icon, type IconName } from '@/ui/Icon'
import { ChangeDialog } from './ChangeDialog'
import { type Command, isUncertain, type Kind } from './command'
import { tryAgain } from './line'
import { RemoveDialog } from './RemoveDialog'
import styles from './WaitingPage.module.css'
import { unitsSaid } from './words'

const icons: Record<Kind, IconName> = {
  contribute: 'plus',
  withdraw: 'undo',
  accept: 'hand',
  read: 'check',
  mandate: 'hand',
  refuse_mandate: 'x',
  refuse_invitation: 'x',
}

/** One command: what it asks for, how it stands, and what its owner can do about it. */
export function CommandRow({ command }: { command: Command }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const [asking, setAsking] = useState<'change' | 'remove' | null>(null)
  const [busy, setBusy] = useState(false)
  const { kind, values, state, body } = command
  const what = t(`command.${kind}`, {
    ...values,
    units: typeof body.units === 'number' ? unitsSaid(values, body.units, format) : '',
  })
  const unsure = isUncertain(command)
  const can = { change: typeof body.units === 'number' && !unsure, again: state === 'refused' }
  return (
    <li className={styles.row}>
      <span className={`who who--lg ${styles[state]}`} aria-hidden="true">
        <Icon name={icons[kind]} />
      </span>
      <div>
        <b>{what}</b>
        <br />
        <span className="small soft">{format.when(command.endedAt ?? command.at)}</span>
        {command.refusal && <Refusal command={command} />}
        <div className={`row row--apart row--wrap ${styles.acts}`}>
          <State command={command} />
          {state !== 'sent' && (
            <span className="row row--wrap">
              {can.again && (
                <Button
                  small
                  look="go"
                  onClick={async () => {
                    setBusy(!(await tryAgain(command.id)))
                  }}
                >
                  {t('again')}
                </Button>
              )}
              {can.change && (
                <Button small onClick={() => setAsking('change')}>
                  {t('change')}
                </Button>
              )}
              <Button small onClick={() => setAsking('remove')}>
                {t('remove')}
              </Button>
            </span>
          )}
        </div>
        {busy && (
          <p className="small soft" role="status">
            {t('busy')}
          </p>
        )}
        <RemoveDialog
          id={command.id}
          what={what}
          unsure={unsure}
          open={asking === 'remove'}
          onClose={() => setAsking(null)}
        />
        {can.change && (
          <ChangeDialog command={command} open={asking === 'change'} onClose={() => setAsking(null)} />
        )}
      </div>
    </li>
  )
}

function State({ command }: { command: Command }) {
  const { t } = useTranslation('line')
  if (command.state === 'sent') {
    return (
      <span className="small good">
        <Icon name="check" /> {t('state.sent')}
      </span>
    )
  }
  if (command.state === 'refused') {
    return (
      <span className="small bad b">
        <Icon name="alert" /> {t('state.refused')}
      </span>
    )
  }
  return (
    <span className="wait">
      <Icon name="sync" />
      {t(isUncertain(command) ? 'state.unsure' : 'state.waiting')}
    </span>
  )
}

/** The server's words, or ours where none came; and the place where one sees how it stands. */
function Refusal({ command }: { command: Command }) {
  const { t } = useTranslation('line')
  const { status, body } = command.refusal ?? { status: 0, body: {} }
  const said = useProblem(new Problem(status, body))
  const own = body.code === 'too_old' || body.code === 'server_fails' ? t(body.code) : null
  return (
    <p>
      <span className="sr">{t('refused')}: </span>
      {own ?? said?.detail} <Link to={command.where}>{t('place')}</Link>
    </p>
  )
}
