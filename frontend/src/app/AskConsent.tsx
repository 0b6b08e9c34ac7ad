import { lazy, Suspense } from 'react'
import { useLocation } from 'react-router'
import { useMe } from '@/api/me'
import { loadTexts } from './i18n'

const Gate = lazy(async () => {
  const [gate] = await Promise.all([import('@/features/accounts/ConsentGate'), loadTexts(['accounts'])])
  return gate
})
/** Here she reads what it is about, or chooses otherwise. */
const free = ['/privacidad', '/cuenta/datos', '/cuenta/borrar']

/** Asks again when the privacy notice is another than the one she agreed to. */
export function AskConsent() {
  const me = useMe()
  const { pathname } = useLocation()
  if (!me?.consent_needed || free.includes(pathname)) return null
  return (
    <Suspense fallback={null}>
      <Gate me={me} />
    </Suspense>
  )
}
