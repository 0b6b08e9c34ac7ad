import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '@/api/memberTypes'
import { Field, Pick } from '@/ui/Field'
import { foundMembersQuery } from './api'

interface Choice {
  id: string
  title: string
  detail: string
}

interface Props {
  associationId: string
  name: string
  label: string
  hint?: ReactNode
  error?: string
  chosen: string
  choices(member: Member): Choice[]
  onChoose(choice: Choice): void
}

/** Somebody of the association, found by a word of a name or a place. */
export function Finder({ associationId, name, label, hint, error, chosen, choices, onChoose }: Props) {
  const { t } = useTranslation('helpers')
  const [search, setSearch] = useState('')
  const query = useQuery(foundMembersQuery(associationId, useDeferredValue(search.trim())))
  const found = new Map((query.data?.results ?? []).flatMap(choices).map((choice) => [choice.id, choice]))
  return (
    <div className="stack stack--2">
      <Field
        name={name}
        type="search"
        label={label}
        hint={hint}
        error={error}
        value={search}
        autoComplete="off"
        onChange={(event) => setSearch(event.target.value)}
      />
      <fieldset className="picks">
        <legend className="sr">{label}</legend>
        {[...found.values()].map((choice) => (
          <Pick
            key={choice.id}
            type="radio"
            name={`${name}-choice`}
            checked={chosen === choice.id}
            onChange={() => onChoose(choice)}
            title={choice.title}
            detail={choice.detail}
          />
        ))}
      </fieldset>
      {query.data && found.size === 0 && <p className="soft small">{t('name.nobody')}</p>}
    </div>
  )
}
