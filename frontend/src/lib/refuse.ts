import { Problem } from './problem'

/** Refuses a form before it is sent, as the server would: field → what is wrong with it. */
export function refuse(fields: Record<string, string | false | null | undefined>): void {
  const errors = Object.entries(fields).flatMap(([attr, detail]) =>
    detail ? [{ code: 'refused_here', detail, attr }] : [],
  )
  if (errors.length > 0) throw new Problem(400, { code: 'validation_error', errors })
}
