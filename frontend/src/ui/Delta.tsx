import { useChange } from '@/lib/useChange'
import { useFormat } from '@/lib/useFormat'

/** What a figure has changed by, marked for six seconds. `of` names whose figure it is. */
export function Delta({ value, of }: { value: number; of: string }) {
  const format = useFormat()
  const difference = useChange(value, of)
  if (difference === 0) return null
  return (
    <span className="delta arrive">{`${difference > 0 ? '+' : '−'}${format.count(Math.abs(difference))}`}</span>
  )
}
