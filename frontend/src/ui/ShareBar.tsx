import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/lib/useFormat'
import { layers, type Share } from './shares'

const weight = (units: number) => ({ '--w': Math.max(units, 0.01) }) as CSSProperties

/** Who has which part, as layers. The same is always told in a table or list beside it. */
export function ShareBar({ shares, tight = false }: { shares: Share[]; tight?: boolean }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const shown = layers(shares).filter((share) => share.units > 0)
  if (shown.length === 0) return null
  const said = format.list(shown.map((share) => `${share.name} ${format.percent(share.percent)}`))
  return (
    <div
      className={`shares ${tight ? 'shares--tight' : ''}`}
      role="img"
      aria-label={t('shares.label', { parts: said })}
    >
      {shown.map((share) => (
        <span
          key={share.id}
          className={`c${share.colour} ${share.percent < 10 ? 'thin' : ''}`}
          style={weight(share.units)}
        >
          {share.percent >= 4 && <span>{share.initials}</span>}
          {!tight && share.percent >= 4 && <small>{format.percent(share.percent)}</small>}
        </span>
      ))}
    </div>
  )
}

/** The thin line of layers under a pooled offer's picture. */
export function Vein({ parts }: { parts: number[] }) {
  const sorted = [...parts].filter((part) => part > 0).sort((a, b) => b - a)
  if (sorted.length < 2) return null
  return (
    <span className="veta" aria-hidden="true">
      {sorted.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the layers have no other name than their place
        <i key={index} className={`c${Math.min(6, index + 1)}`} style={weight(part)} />
      ))}
    </span>
  )
}

/** The layers of one offer as a line in a list; the reader's own has the first colour. */
export function ShareLine({ shares }: { shares: Omit<Share, 'id'>[] }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const shown = layers(shares.map((share, index) => ({ ...share, id: String(index) })))
  const said = format.list(shown.map((share) => `${share.name} ${format.percent(share.percent)}`))
  return (
    <span className="veta" role="img" aria-label={t('shares.label', { parts: said })}>
      {shown.map((share) => (
        <i key={share.id} className={`c${share.colour}`} style={weight(share.units)} />
      ))}
    </span>
  )
}

interface SplitProps {
  colour: number
  /** Units */
  sold: number
  held: number
  total: number
  /** The largest total beside which this bar is drawn; its length is in proportion. */
  longest: number
}

/** One member's part: sold, set aside and left. The figures stand beside it. */
export function SplitBar({ colour, sold, held, total, longest }: SplitProps) {
  const of = longest > 0 ? (total / longest) * 100 : 0
  const share = (units: number) => ({ '--w': total > 0 ? (units / total) * 100 : 0 }) as CSSProperties
  return (
    <div className={`split c${colour}`} style={{ '--of': of } as CSSProperties} aria-hidden="true">
      <i style={share(sold)} />
      <i className="held" style={share(held)} />
    </div>
  )
}

export function SplitKey() {
  const { t } = useTranslation('ui')
  return (
    <span className="key">
      <span>
        <i />
        {t('split.sold')}
      </span>
      <span>
        <i className="held" />
        {t('split.held')}
      </span>
      <span>
        <i className="free" />
        {t('split.left')}
      </span>
    </span>
  )
}
