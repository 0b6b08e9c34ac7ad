import type { SealKind } from './Seal'

/** Which of the three shapes a kind of name has: by law, of the register (or on its way there), an association's own. */
export function shapeOf(kind: string): SealKind {
  if (kind === 'law') return 'law'
  return kind === 'own' ? 'own' : 'register'
}
