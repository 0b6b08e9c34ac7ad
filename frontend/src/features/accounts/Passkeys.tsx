import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '@/app/Loaded'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import styles from './AccountPage.module.css'
import { addPasskey, type Factor, factorsQuery, removePasskey, renamePasskey } from './api'
import { passkeysWork } from './passkey'
import { at } from './SecondSteps'
import { useDelicate } from './useDelicate'

/** Fingerprint, face or PIN of a device instead of a password: several, each with a name. */
export function Passkeys() {
  const { t } = useTranslation('accounts')
  const query = useQuery(factorsQuery)
  return (
    <section className="stack" aria-labelledby="passkeys">
      <h2 className="name h3" id="passkeys">
        {t('passkeys.title')}
      </h2>
      <p className="soft">{t('passkeys.lead')}</p>
      <Loaded query={query}>
        {(factors) => {
          const keys = factors.filter(({ type }) => type === 'webauthn')
          return (
            keys.length > 0 && (
              <ul className={styles.list}>
                {keys.map((key) => (
                  <Key key={key.id} factor={key} />
                ))}
              </ul>
            )
          )
        }}
      </Loaded>
      {passkeysWork() ? <AddKey /> : <p className="small soft">{t('passkeys.notHere')}</p>}
    </section>
  )
}

function useChanged() {
  const queries = useQueryClient()
  return () => {
    void queries.invalidateQueries({ queryKey: ['account'] })
    void queries.invalidateQueries({ queryKey: ['me'] })
  }
}

function AddKey() {
  const { t } = useTranslation('accounts')
  const say = useToast()
  const changed = useChanged()
  const [open, setOpen] = useState(false)
  const [{ name }, change, done] = useDraft('passkey', { name: '' })
  const add = useDelicate(
    async () => {
      refuse({ keyname: !name.trim() && t('passkeys.nameMissing') })
      return addPasskey(name.trim())
    },
    () => {
      setOpen(false)
      change({ name: '' })
      done()
      say(t('passkeys.added'))
      changed()
    },
  )
  const message = useProblem(add.error)
  return (
    <div>
      <Button small icon="plus" onClick={() => setOpen(true)}>
        {t('passkeys.add')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('passkeys.add')}>
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            add.mutate()
          }}
        >
          <ErrorSummary message={message} attempt={add.submittedAt} />
          <Field
            name="keyname"
            label={t('passkeys.name')}
            hint={t('passkeys.nameHint')}
            error={message?.fields.keyname ?? message?.fields.name}
            value={name}
            autoComplete="off"
            maxLength={60}
            onChange={(event) => change({ name: event.target.value })}
          />
          <div className="row row--wrap dialog__acts">
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            <Button type="submit" look="go" busy={add.isPending}>
              {t('passkeys.make')}
            </Button>
          </div>
        </form>
      </Dialog>
      {add.question}
    </div>
  )
}

function Key({ factor }: { factor: Factor }) {
  const { t } = useTranslation('accounts')
  const { onDay, onAgo } = useFormat()
  const say = useToast()
  const changed = useChanged()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState(factor.name ?? '')
  const id = factor.id ?? 0
  const rename = useDelicate(
    async () => {
      refuse({ keyname: !name.trim() && t('passkeys.nameMissing') })
      return renamePasskey({ id, name: name.trim() })
    },
    () => {
      setOpen(false)
      changed()
    },
  )
  const remove = useDelicate(
    () => removePasskey(id),
    () => {
      setOpen(false)
      say(t('passkeys.removed'))
      changed()
    },
  )
  const message = useProblem(rename.error ?? remove.error)
  const used = factor.last_used_at
    ? t('passkeys.used', { when: onAgo(at(factor.last_used_at)) })
    : t('passkeys.since', { day: onDay(at(factor.created_at)) })
  return (
    <li>
      <span>
        <b className={styles.long}>{factor.name}</b>
        <br />
        <span className="small soft">{used}</span>
      </span>
      <Button
        small
        onClick={() => setOpen(true)}
        aria-label={t('passkeys.changeNamed', { name: factor.name })}
      >
        {t('passkeys.change')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('passkeys.changeTitle')}>
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            rename.mutate()
          }}
        >
          <ErrorSummary message={message} attempt={rename.submittedAt || remove.submittedAt} />
          <Field
            name="keyname"
            label={t('passkeys.name')}
            error={message?.fields.keyname ?? message?.fields.name}
            value={name}
            autoComplete="off"
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
          <div className="row row--wrap dialog__acts">
            <Button look="bad" busy={remove.isPending} onClick={() => remove.mutate()}>
              {t('passkeys.remove')}
            </Button>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            <Button type="submit" look="go" busy={rename.isPending}>
              {t('mine.save')}
            </Button>
          </div>
        </form>
      </Dialog>
      {rename.question}
      {remove.question}
    </li>
  )
}
