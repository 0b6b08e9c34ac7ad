/** What the server answers when it refuses: RFC 9457, with a stable `code`. */

export interface FieldProblem {
  code: string
  detail: string
  attr: string | null
}

export interface ProblemBody {
  type?: string
  title?: string
  status?: number
  detail?: string
  code?: string
  errors?: FieldProblem[]
  request_id?: string
  [member: string]: unknown
}

/** Every failure of a call, the network's too (`code` is then `network`, `status` 0). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly body: ProblemBody
  readonly fields: FieldProblem[]
  /** Seconds after which to try again, where the server named them. */
  readonly retryAfter: number | null

  constructor(status: number, body: ProblemBody, retryAfter: number | null = null) {
    super(body.detail ?? body.title ?? body.code ?? String(status))
    this.name = 'Problem'
    this.status = status
    this.code = body.code ?? (status === 404 ? 'not_found' : 'unexpected')
    this.body = body
    this.fields = body.errors ?? []
    this.retryAfter = retryAfter
  }

  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

export function networkProblem(): Problem {
  return new Problem(0, { code: 'network' })
}

/** The body of an answer that is not a problem (a proxy's page, say) must not break the message. */
export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('Retry-After')) || null
  try {
    const body: unknown = await response.clone().json()
    if (typeof body === 'object' && body !== null)
      return new Problem(response.status, body as ProblemBody, retryAfter)
  } catch {
    // fall through to the status alone
  }
  return new Problem(response.status, {}, retryAfter)
}

type Texts = (key: string, values?: Record<string, unknown>) => string

export interface Message {
  title: string
  detail: string
  /** field name → message */
  fields: Record<string, string>
}

function textFor(
  t: Texts,
  exists: (key: string) => boolean,
  code: string,
  values: Record<string, unknown>,
  said: string | undefined,
): string {
  const key = `errors:code.${code}`
  if (exists(key)) return t(key, values)
  return said ?? ''
}

/**
 * The one way from an error to words: our own text for its `code`, else what the server said in the
 * reader's language, else a sentence for its status.
 */
export function messageFor(error: unknown, t: Texts, exists: (key: string) => boolean): Message {
  const problem = error instanceof Problem ? error : new Problem(-1, {})
  const fields: Record<string, string> = {}
  for (const field of problem.fields) {
    if (field.attr && !fields[field.attr]) {
      fields[field.attr] = textFor(t, exists, `field.${field.code}`, {}, field.detail) || t('errors:field')
    }
  }
  const general = problem.passing
    ? t(problem.status === 0 ? 'errors:code.network' : 'errors:passing')
    : t('errors:unexpected')
  const whole = problem.fields.filter((field) => !field.attr).map((field) => field.detail)
  const detail =
    textFor(t, exists, problem.code, problem.body, problem.status === 0 ? undefined : problem.body.detail) ||
    whole.join(' ') ||
    problem.body.title ||
    general
  return { title: t('errors:title'), detail, fields }
}
