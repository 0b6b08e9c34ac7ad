import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/Field'
import { mostToChoose } from './api'

const pause = 300

/** What was typed to find somebody, once the typing rests. */
export function useFinder() {
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), pause)
    return () => clearTimeout(timer)
  }, [typed])
  return { typed, setTyped, search }
}

interface Props {
  name: string
  finder: ReturnType<typeof useFinder>
  /** How many are shown now. */
  found: number
  children: ReactNode
}

/** People to choose from; where they are many, a part of the name finds them. */
export function Finder({ name, finder, found, children }: Props) {
  const { t } = useTranslation('decisions')
  const many = found >= mostToChoose || finder.typed !== ''
  return (
    <div className="stack">
      {many && (
        <Field
          name={name}
          type="search"
          autoComplete="off"
          label={t('find.label')}
          value={finder.typed}
          onChange={(event) => finder.setTyped(event.target.value)}
        />
      )}
      {children}
      {many && (
        <p className="small soft" role="status">
          {found === 0 ? t('find.none') : found >= mostToChoose ? t('find.more', { count: found }) : ''}
        </p>
      )}
    </div>
  )
}
