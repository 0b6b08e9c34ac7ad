/**
 * Answers that came with the page itself (backend/config/first_view.py): the first read of each is answered by them,
 * without the line. They say for which number of their streams they are valid, like any other.
 */
interface Given {
  language: string
  answers: Record<string, { body: unknown; position: string | null }>
}

let given: Given | null | undefined

function read(): Given | null {
  try {
    return JSON.parse(document.getElementById('given')?.textContent ?? 'null') as Given | null
  } catch {
    return null
  }
}

function all(): Given | null {
  if (given === undefined) given = read()
  return given
}

/** For which numbers of their streams the answers are valid, before anything follows a stream. */
export function givenPositions(): string[] {
  return Object.values(all()?.answers ?? {}).flatMap(({ position }) => (position ? [position] : []))
}

/** The answer to this request, once; null if it didn't come with the page. */
export function givenAnswer(request: Request): Response | null {
  const came = all()
  if (!came || request.method !== 'GET') return null
  // The server chose the language of its words; the reader may have chosen another one.
  if (request.headers.get('Accept-Language') !== came.language) return null
  const { pathname, search } = new URL(request.url)
  const answer = came.answers[pathname + search]
  if (!answer) return null
  delete came.answers[pathname + search]
  return Response.json(answer.body, answer.position ? { headers: { 'Feed-Position': answer.position } } : {})
}
