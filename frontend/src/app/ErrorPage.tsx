import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { meQuery } from '@/api/me'
import { Problem } from '@/lib/problem'
import { useProblem } from '@/lib/useProblem'
import { Button, ButtonLink } from '@/ui/Button'
import { Emblem } from '@/ui/Emblem'
import { Title } from '@/ui/Title'
import { doorPath, useHere } from './doors'
import { NotFound } from './NotFound'
import { StoreFrame } from './StoreFrame'
import { NotMine } from './workspace/NotMine'

/** A page that broke or could not be fetched, that does not exist, or that asks who is there. */
export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useTranslation('app')
  const here = useHere()
  const message = useProblem(error instanceof Problem ? error : null)
  if (error instanceof Problem && error.status === 404) return <Missing />
  if (error instanceof Problem && error.status === 401) {
    return (
      <StoreFrame>
        <div className="empty">
          <Emblem name="star" size={112} />
          <Title className="name h2">{t('error.signIn')}</Title>
          <p>{t('error.signInDetail')}</p>
          <ButtonLink look="go" to={doorPath('entrar', here)}>
            {t('signIn')}
          </ButtonLink>
        </div>
      </StoreFrame>
    )
  }
  return (
    <StoreFrame>
      <div className="empty">
        <Emblem name="stone" size={112} />
        <Title className="name h2">{t('error.title')}</Title>
        <p>{message?.detail ?? t('error.detail')}</p>
        <Button look="go" onClick={() => window.location.reload()}>
          {t('error.again')}
        </Button>
      </div>
    </StoreFrame>
  )
}

/**
 * Nothing is there, for this reader. In a workspace it may be that she was taken out and this device did not know
 * yet: then it says so.
 */
function Missing() {
  const slug = /^\/a\/([^/]+)/.exec(useLocation().pathname)?.[1]
  const { data: me, isFetching } = useQuery({ ...meQuery, staleTime: 0, enabled: slug !== undefined })
  if (slug === undefined || !me?.person) return <NotFound />
  if (isFetching) return null
  const own = [...me.associations, ...me.readings.map(({ association }) => association)]
  return own.some((one) => one.slug === slug) ? <NotFound /> : <NotMine me={me} />
}
