/** The cursor of the next page: the answer names it alone or inside an address. */
export function cursorIn(next: string | null): string | undefined {
  if (!next) return undefined
  if (!next.includes('?')) return next
  return new URL(next, window.location.origin).searchParams.get('cursor') ?? undefined
}
