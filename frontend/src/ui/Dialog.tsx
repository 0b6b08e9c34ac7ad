import { type ReactNode, useEffect, useId, useRef } from 'react'

interface Props {
  open: boolean
  onClose(): void
  /** The question, naming what will happen. */
  title: string
  children?: ReactNode
  /** The buttons; the one that does it comes last. */
  actions?: ReactNode
  className?: string
}

/**
 * A question above the page. The browser's own dialog keeps the focus inside, closes with Escape and
 * gives the focus back, so no library is loaded for it.
 */
export function Dialog({ open, onClose, title, children, actions, className = '' }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  // A page may hold several, one above another.
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    if (open && !element?.open) element?.showModal()
    if (!open && element?.open) element.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, the click is only on the ground beside it
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      {open && (
        <div className="stack">
          <h2 className="name h3" id={titleId}>
            {title}
          </h2>
          {children}
          {actions && <div className="row row--wrap dialog__acts">{actions}</div>}
        </div>
      )}
    </dialog>
  )
}
