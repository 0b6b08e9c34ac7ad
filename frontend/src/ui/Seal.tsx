/**
 * The three kinds of names, by shape: `law` is a tax strip, `register` a toothed roundel (dashed while
 * only applied for), `own` a tag on a string. There is no fourth.
 */
export type SealKind = 'law' | 'register' | 'own'

export function Seal({
  kind,
  pending = false,
  children,
}: {
  kind: SealKind
  pending?: boolean
  children: string
}) {
  if (kind === 'law') return <span className="seal seal--law">{children}</span>
  if (kind === 'register') {
    return (
      <span className="seal seal--reg" data-status={pending ? 'process' : undefined}>
        {children}
      </span>
    )
  }
  return (
    <span className="seal seal--own">
      <span>{children}</span>
    </span>
  )
}
