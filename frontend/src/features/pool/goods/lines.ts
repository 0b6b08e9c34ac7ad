import type { TableLine, TablePlan } from '@/api/goodsTypes'

/** In this order they are shown: what has to be mended comes first. */
const states = ['wrong', 'new', 'changed', 'same'] as const

export type State = TableLine['state']

/** Which kinds of lines a table has. */
export const statesOf = (plan: TablePlan): State[] => states.filter((state) => plan[state] > 0)

/** Its lines, the wrong ones first and otherwise as they stand in the file; of one kind alone if that is wanted. */
export const linesOf = (plan: TablePlan, only: State | null): TableLine[] =>
  statesOf(plan)
    .filter((state) => !only || state === only)
    .flatMap((state) => plan.lines.filter((line) => line.state === state))
