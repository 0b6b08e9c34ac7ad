import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { Problem } from '@/lib/problem'
import { Failure } from '@/ui/Failure'
import { Lines, Waiting } from '@/ui/Skeleton'
import { foundMembersQuery, helpersQuery } from './api'
import { NameHelperForm } from './NameHelperForm'
import { choicesOf } from './terms'
import { useFurther } from './useFurther'
import type { Helper } from './words'

/** The board writes a member's consent down; with `papel`, the member itself too, who has no account. */
export default function NameHelperPage() {
  const [params] = useSearchParams()
  const renewed = params.get('renovar')
  const onPaper = params.has('papel')
  return renewed ? (
    <Renewal key={renewed} id={renewed} />
  ) : (
    <NameHelperForm key={onPaper ? 'paper' : 'new'} onPaper={onPaper} />
  )
}

/** A new consent begins with what the old one says of the member and of who helps. */
function Renewal({ id }: { id: string }) {
  const { association } = useWorkspace()
  const query = useInfiniteQuery(helpersQuery(association.id))
  const helper = query.data?.pages.flatMap(({ results }) => results).find((one) => one.id === id)
  const looking = useFurther(query, !helper)
  return (
    <Loaded query={query}>
      {() => {
        if (helper) return <Renewing helper={helper} />
        if (!looking) throw new Problem(404, { code: 'not_found' })
        return query.isFetchNextPageError ? (
          <Failure error={query.error} again={() => void query.fetchNextPage()} />
        ) : (
          <Waiting>
            <Lines />
          </Waiting>
        )
      }}
    </Loaded>
  )
}

function Renewing({ helper }: { helper: Helper }) {
  const { association, me } = useWorkspace()
  const name = helper.helper_name ?? ''
  const query = useQuery({ ...foundMembersQuery(association.id, name), enabled: name !== '' })
  if (!name) return <NameHelperForm renewed={helper} />
  return (
    <Loaded query={query}>
      {({ results }) => {
        const people = new Map(results.flatMap(choicesOf(me.person?.id)).map((choice) => [choice.id, choice]))
        const called = [...people.values()].filter(({ title }) => title === name)
        // Two of one name are for the board to tell apart.
        return <NameHelperForm renewed={helper} person={called.length === 1 ? called[0] : undefined} />
      }}
    </Loaded>
  )
}
