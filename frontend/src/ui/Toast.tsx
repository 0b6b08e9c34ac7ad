import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'

interface Said {
  id: number
  text: string
  action?: { label: string; run(): void }
}

type Say = (text: string, action?: Said['action']) => void

const ToastContext = createContext<Say>(() => undefined)

const shownFor = 7000

/** One short line at a time, told to who does not see it as well. A new one replaces the old. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('ui')
  const [said, setSaid] = useState<Said | null>(null)
  const timer = useRef<number | undefined>(undefined)
  const next = useRef(0)
  const place = useRef<HTMLDivElement>(null)
  // It must not lie over what the focus comes to: it was said, so it goes.
  useEffect(() => {
    const makeRoom = ({ target }: FocusEvent) => {
      const toast = place.current?.firstElementChild
      if (!toast || !(target instanceof Element) || toast.contains(target)) return
      const [over, under] = [toast.getBoundingClientRect(), target.getBoundingClientRect()]
      const apart =
        over.bottom <= under.top ||
        under.bottom <= over.top ||
        over.right <= under.left ||
        under.right <= over.left
      if (!apart) setSaid(null)
    }
    document.addEventListener('focusin', makeRoom)
    return () => document.removeEventListener('focusin', makeRoom)
  }, [])
  const say = useCallback<Say>((text, action) => {
    window.clearTimeout(timer.current)
    next.current += 1
    setSaid({ id: next.current, text, action })
    timer.current = window.setTimeout(() => setSaid(null), shownFor)
  }, [])
  return (
    <ToastContext value={say}>
      {children}
      <div className="toasts" role="status" ref={place}>
        {said && (
          <div className="toast arrive" key={said.id}>
            <span className="grow">{said.text}</span>
            {said.action && (
              <button
                type="button"
                onClick={() => {
                  said.action?.run()
                  setSaid(null)
                }}
              >
                {said.action.label}
              </button>
            )}
            <button type="button" aria-label={t('close')} onClick={() => setSaid(null)}>
              <Icon name="x" />
            </button>
          </div>
        )}
      </div>
    </ToastContext>
  )
}

/** `say('Guardado')`, with a way back where there is one: `say('Retirado', {label: 'Deshacer', run})`. */
export function useToast(): Say {
  return useContext(ToastContext)
}
