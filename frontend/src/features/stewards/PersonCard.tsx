import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '@/api/client'
import type { PersonStanding } from '@/api/stewardTypes'
import { useFormat } from '@/lib/useFormat'
import { Button } from '@/ui/Button'
import { useToast } from '@/ui/Toast'
import styles from './PeoplePage.module.css'
import { ReasonDialog } from './ReasonDialog'

type Deed = 'reset' | 'block' | 'unblock'

const addresses = {
  reset: '/api/v1/stewards/people/{person_id}/reset-second-factors',
  block: '/api/v1/stewards/people/{person_id}/block',
  unblock: '/api/v1/stewards/people/{person_id}/unblock',
} as const

interface Props {
  person: PersonStanding
  onChange(person: PersonStanding): void
}

/** How an account stands, and what can be done for its owner. */
export function PersonCard({ person, onChange }: Props) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const queries = useQueryClient()
  const say = useToast()
  const [deed, setDeed] = useState<Deed | null>(null)
  const factors = person.second_factors.map((kind) => t(`factor.${kind as 'totp'}`))
  const asked = deed ?? 'reset'
  return (
    <section className={styles.card} aria-labelledby="person">
      <h2 className="name h2" id="person">
        {person.name}
      </h2>
      <dl className={styles.facts}>
        <dt>{t('person.email')}</dt>
        <dd>
          {person.email}{' '}
          <span className="small soft">{t(person.verified ? 'person.proved' : 'person.unproved')}</span>
        </dd>
        <dt>{t('person.state')}</dt>
        <dd className={person.is_active ? '' : 'bad b'}>
          {t(person.is_active ? 'person.open' : 'person.blocked')}
          {person.is_steward && ` · ${t('person.steward')}`}
        </dd>
        <dt>{t('person.factors')}</dt>
        <dd>{factors.length > 0 ? format.list(factors) : t('person.noFactors')}</dd>
        <dt>{t('person.sessions')}</dt>
        <dd>{t('person.sessionCount', { count: person.sessions })}</dd>
        <dt>{t('person.joined')}</dt>
        <dd>{format.day(person.joined_at)}</dd>
        <dt>{t('person.id')}</dt>
        <dd className={styles.mono}>{person.id}</dd>
      </dl>
      <div className="row row--wrap">
        {person.second_factors.length > 0 && (
          <Button icon="key" onClick={() => setDeed('reset')}>
            {t('person.reset')}
          </Button>
        )}
        {person.is_active ? (
          <Button icon="lock" look="bad" onClick={() => setDeed('block')}>
            {t('person.block')}
          </Button>
        ) : (
          <Button icon="key" onClick={() => setDeed('unblock')}>
            {t('person.unblock')}
          </Button>
        )}
      </div>
      <ReasonDialog
        open={deed !== null}
        onClose={() => setDeed(null)}
        title={t(`person.ask.${asked}`, { name: person.name })}
        act={t(`person.${asked}`)}
        run={async (reason) => {
          const changed = await ask(
            client.POST(addresses[asked], { params: { path: { person_id: person.id } }, body: { reason } }),
          )
          onChange(changed)
        }}
        onDone={() => {
          setDeed(null)
          say(t('person.done'))
          void queries.invalidateQueries({ queryKey: ['stewards', 'acts'] })
        }}
      >
        <p>{t(`person.detail.${asked}`)}</p>
      </ReasonDialog>
    </section>
  )
}
