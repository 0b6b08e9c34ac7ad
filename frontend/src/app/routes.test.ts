import { matchRoutes, type RouteObject } from 'react-router'
import { expect, it } from 'vitest'
import OtherRoutes from './otherRoutes'
import { routes } from './routes'

const addresses = (of: RouteObject[], at = ''): string[] =>
  of.flatMap(({ path = '', children }) => {
    const here = path ? `${at}/${path.replace(/:\w+/g, 'x')}` : at
    return children ? addresses(children, here) : [here]
  })

it.each(addresses(OtherRoutes.routes).filter((path) => !path.endsWith('*')))(
  'leaves %s to the page that it is of',
  (path) => expect(matchRoutes(routes, path)?.map(({ route }) => route.path)).toEqual(['*']),
)
