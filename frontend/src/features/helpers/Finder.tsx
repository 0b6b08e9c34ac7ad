import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { mostToChoose, useFinder } from '@/lib/useFinder'
import { Pick } from '@/ui/Field'
import { Finder as Search } from '@/ui/Finder'
import { foundMembersQuery } from './api'

export interface Choice {
  id: string
  title: string
  detail: string
}

interface Props {
  associationId: string
  name: string
  label: string
  hint?: string
  error?: string
  /** Nobody yet, while its id is empty. */
  chosen: Choice
  choices(member: Member): Choice[]
  onChoose(choice: Choice): void
}

/** Somebody of the association; where they are many, a word of a name or a place finds them. */
export function Finder({ associationId, name, label, hint, error, chosen, choices, onChoose }: Props) {
  const { t } = useTranslation('helpers')
  const finder = useFinder()
  const query = useQuery(foundMembersQuery(associationId, finder.search))
  return (
    <Loaded query={query}>
      {({ results }) => {
        const found = new Map(results.flatMap(choices).map((choice) => [choice.id, choice]))
        // Who was chosen stays in sight, whatever is looked for next.
        const shown = chosen.id && !found.has(chosen.id) ? [chosen, ...found.values()] : [...found.values()]
        return (
          <Search
            name={`find_${name}`}
            finder={finder}
            found={found.size}
            more={results.length >= mostToChoose}
            label={label}
            hint={hint}
          >
            {shown.length === 0 && !finder.typed && <p className="soft small">{t('name.nobody')}</p>}
            <fieldset className="picks" id={name} tabIndex={-1}>
              <legend className="sr">{label}</legend>
              {shown.map((choice) => (
                <Pick
                  key={choice.id}
                  type="radio"
                  name={`${name}-choice`}
                  checked={chosen.id === choice.id}
                  onChange={() => onChoose(choice)}
                  title={choice.title}
                  detail={choice.detail}
                />
              ))}
            </fieldset>
            {error && <p className="field__err">{error}</p>}
          </Search>
        )
      }}
    </Loaded>
  )
}
