import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { mostToChoose, type useFinder } from '@/lib/useFinder'
import { Field } from './Field'

interface Props {
  name: string
  finder: ReturnType<typeof useFinder>
  /** How many are shown now. */
  found: number
  /** There are more than those. */
  more?: boolean
  label?: string
  hint?: string
  children: ReactNode
}

/** People to choose from; where they are many, a part of the name finds them. */
export function Finder({ name, finder, found, more = found >= mostToChoose, label, hint, children }: Props) {
  const { t } = useTranslation('ui')
  const many = more || finder.typed !== ''
  return (
    <div className="stack">
      {many && (
        <Field
          name={name}
          type="search"
          autoComplete="off"
          label={label ?? t('find.label')}
          hint={hint}
          value={finder.typed}
          onChange={(event) => finder.setTyped(event.target.value)}
        />
      )}
      {children}
      {many && (
        <p className="small soft" role="status">
          {found === 0 ? t('find.none') : more ? t('find.more', { count: found }) : ''}
        </p>
      )}
    </div>
  )
}
