import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { networkProblem } from '@/lib/problem'
import { Failure } from '@/ui/Failure'
import { loadTexts } from './i18n'

/**
 * A part of a page as its own chunk, fetched with its texts when it is first shown. Where that fails, the part
 * says so in its place and the page stays.
 */
export function later<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  texts: string[],
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    try {
      const [part] = await Promise.all([load(), loadTexts(texts)])
      return part
    } catch {
      return { default: () => <Failure error={networkProblem()} /> }
    }
  })
}
