import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useRef } from 'react'
import { Navigate, Outlet, useParams } from 'react-router'
import { meQuery } from '@/api/me'
import type { Me, MyAssociation } from '@/api/types'
import { useLive } from '@/live/LiveProvider'
import { Failure } from '@/ui/Failure'
import { Lines, Waiting } from '@/ui/Skeleton'
import { doorPath, useHere } from '../doors'
import { rememberPlace } from '../home'
import { BottomBar } from './BottomBar'
import { Gone } from './Gone'
import { NotMine } from './NotMine'
import { asRead, ReadingNotice } from './ReadingNotice'
import { WorkspaceBand } from './WorkspaceBand'

interface Workspace {
  me: Me
  association: MyAssociation
}

export const WorkspaceContext = createContext<Workspace | null>(null)

/** The association whose workspace is on the screen, and who looks at it. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('useWorkspace belongs inside WorkspaceLayout')
  return workspace
}

/** `/a/<slug>/…`: the night band with the association's name, its places, and the page below. */
export default function WorkspaceLayout() {
  const { slug } = useParams()
  const here = useHere()
  const query = useQuery(meQuery)
  const me = query.data
  const reading = me?.readings.find((one) => one.association.slug === slug)
  const found = me?.associations.find((one) => one.slug === slug)
  // Whoever is taken out while she looks keeps what is on the screen, and what she typed, until she leaves it.
  const shown = useRef<MyAssociation | undefined>(undefined)
  if (found) shown.current = found
  const association = found ?? (reading && asRead(reading)) ?? shown.current
  useEffect(() => {
    if (found) rememberPlace(found)
  }, [found])
  useLive([me?.person && `user:${me.person.id}`, association && `association:${association.id}`])
  if (query.isPending) {
    return (
      <main className="wrap" id="main">
        <Waiting>
          <Lines />
        </Waiting>
      </main>
    )
  }
  if (!me) {
    return (
      <main className="wrap" id="main">
        <Failure error={query.error} again={() => void query.refetch()} />
      </main>
    )
  }
  if (!me.person) return <Navigate to={doorPath('entrar', here)} replace />
  if (!association) return <NotMine me={me} />
  return (
    <WorkspaceContext value={{ me, association }}>
      <div className="has-bottom">
        <WorkspaceBand me={me} association={association} />
        <main id="main" className="wrap">
          {reading && <ReadingNotice endsAt={reading.ends_at} />}
          {!found && !reading && <Gone me={me} association={association} />}
          <Outlet />
        </main>
        <BottomBar slug={association.slug} />
      </div>
    </WorkspaceContext>
  )
}
