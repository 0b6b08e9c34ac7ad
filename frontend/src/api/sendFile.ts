import { networkProblem, Problem, problemOf } from '@/lib/problem'
import { pageHeaders } from './client'

export interface Listening {
  /** From 0 to 1 */
  onProgress(part: number): void
  signal: AbortSignal
}

interface Sent {
  path: string
  field: string
  file: Blob
  name: string
  /** What else the form says. */
  words?: Record<string, string>
  /** The code of the refusal when a proxy on the way finds it too heavy: its page has none. */
  tooLarge: string
}

/** Sends one file as a form and tells how far it is. */
export function sendFile<Answer>(
  { path, field, file, name, words = {}, tooLarge }: Sent,
  { onProgress, signal }: Listening,
) {
  const form = new FormData()
  form.append(field, file, name)
  for (const [key, word] of Object.entries(words)) form.append(key, word)
  return new Promise<Answer>((resolve, reject) => {
    // fetch tells nothing of what has left.
    const request = new XMLHttpRequest()
    request.open('POST', path)
    for (const [header, value] of Object.entries(pageHeaders('POST'))) request.setRequestHeader(header, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = async () => {
      const body = new Response(request.responseText, { status: request.status })
      if (request.status === 200 || request.status === 201) resolve((await body.json()) as Answer)
      else if (request.status === 413) reject(new Problem(413, { code: tooLarge }))
      else reject(await problemOf(body))
    }
    request.onerror = () => reject(networkProblem())
    request.ontimeout = request.onerror
    request.onabort = () => reject(new DOMException('', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    if (signal.aborted) reject(new DOMException('', 'AbortError'))
    else request.send(form)
  })
}
