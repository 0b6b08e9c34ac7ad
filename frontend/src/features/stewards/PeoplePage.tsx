import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { PersonStanding } from '@/api/stewardTypes'
import { useCommand } from '@/api/useCommand'
import { Problem } from '@/lib/problem'
import { refuse } from '@/lib/refuse'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { Title } from '@/ui/Title'
import styles from './PeoplePage.module.css'
import { PersonCard } from './PersonCard'

/** One person at a time, found by what is hers exactly: there is no list of people to look through. */
export default function PeoplePage() {
  const { t } = useTranslation('stewards')
  const [wanted, setWanted] = useState('')
  const [found, setFound] = useState<PersonStanding | null>(null)
  const find = useCommand({
    mutationFn: async () => {
      refuse({ wanted: !wanted.trim() && t('person.missing') })
      setFound(null)
      return ask(client.POST('/api/v1/stewards/people/find', { body: { wanted: wanted.trim() } }))
    },
    onSuccess: setFound,
  })
  const message = useProblem(find.error)
  const nobody = find.error instanceof Problem && find.error.code === 'not_found'
  return (
    <div className={styles.page}>
      <div className="stack stack--1">
        <Title>{t('person.title')}</Title>
        <p className="soft">{t('person.lead')}</p>
      </div>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          find.mutate()
        }}
      >
        {!nobody && <ErrorSummary message={message} attempt={find.submittedAt} />}
        <Field
          name="wanted"
          label={t('person.wanted')}
          hint={t('person.wantedHint')}
          error={message?.fields.wanted}
          value={wanted}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          onChange={(event) => setWanted(event.target.value)}
        />
        <div>
          <Button type="submit" look="go" icon="search" busy={find.isPending}>
            {t('person.find')}
          </Button>
        </div>
      </form>
      <div role="status">
        {nobody && <p>{t('person.nobody')}</p>}
        {found && <PersonCard key={found.id} person={found} onChange={setFound} />}
      </div>
    </div>
  )
}
