import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'

/** The shape of lines that are on their way. */
export function Lines({ widths = [90, 70, 80] }: { widths?: number[] }) {
  return (
    <div className="stack stack--2" aria-hidden="true">
      {widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no other name than their place
        <span key={index} className="ghost" style={{ '--w': width } as CSSProperties} />
      ))}
    </div>
  )
}

/** Says that something is on its way, without moving anything. */
export function Waiting({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation('ui')
  return (
    <div aria-busy="true">
      <span className="sr" role="status">
        {t('waiting')}
      </span>
      {children}
    </div>
  )
}
