import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import { meQuery } from '@/api/me'
import type { Locale, Person } from '@/api/types'
import { useCommand } from '@/api/useCommand'
import { chooseLanguage } from '@/app/i18n'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, Select } from '@/ui/Field'
import { useToast } from '@/ui/Toast'
import { AccountFrame } from './AccountFrame'
import styles from './AccountPage.module.css'

/** Name, address and language. */
export default function ProfilePage() {
  const { t } = useTranslation('accounts')
  return <AccountFrame title={t('profile.title')}>{(me) => <PersonForm person={me.person} />}</AccountFrame>
}

function PersonForm({ person }: { person: Person }) {
  const { t } = useTranslation('accounts')
  const queries = useQueryClient()
  const say = useToast()
  const [{ name, locale }, change, done] = useDraft('profile', { name: person.name, locale: person.locale })
  const save = useCommand({
    mutationFn: async () => {
      refuse({ name: !name.trim() && t('missing.name') })
      return ask(client.PATCH('/api/v1/me', { body: { name: name.trim(), locale } }))
    },
    async onSuccess(me) {
      done()
      queries.setQueryData(meQuery.queryKey, me)
      await chooseLanguage(locale)
      say(t('mine.saved'))
    },
  })
  const message = useProblem(save.error)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={save.submittedAt} />
      <Field
        name="name"
        label={t('account.name')}
        error={message?.fields.name}
        value={name}
        autoComplete="name"
        maxLength={120}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Select
        name="locale"
        label={t('mine.language')}
        hint={t('mine.languageHint')}
        value={locale}
        onChange={(event) => change({ locale: event.target.value as Locale })}
      >
        <option value="es">Español</option>
        <option value="en">English</option>
      </Select>
      <div>
        <Button type="submit" look="go" busy={save.isPending}>
          {t('mine.save')}
        </Button>
      </div>
      <div className={styles.apart}>
        <span>
          <b>{t('account.email')}</b>
          <br />
          <span className={styles.long}>{person.email}</span>
        </span>
        <ButtonLink small to="/cuenta/correo">
          {t('profile.changeEmail')}
        </ButtonLink>
      </div>
    </form>
  )
}
