/** The cursor in a page's `next` address; the address itself is the server's and is not fetched. */
export function cursorOf(next: string | null): string | undefined {
  return next ? (new URL(next, window.location.origin).searchParams.get('cursor') ?? undefined) : undefined
}
