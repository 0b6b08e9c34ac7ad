import { networkProblem, Problem, problemOf } from '@/lib/problem'
import { shrunk } from '@/lib/shrink'
import { pageHeaders } from './client'
import type { Picture } from './memberTypes'

export interface PictureOwner {
  kind: 'producers' | 'associations'
  id: string
}

interface Listening {
  /** From 0 to 1 */
  onProgress(part: number): void
  signal: AbortSignal
}

/** Sends a photograph and tells how far it is. The same file once more is the same picture, so trying again is safe. */
export async function sendPicture(owner: PictureOwner, file: File, { onProgress, signal }: Listening) {
  const form = new FormData()
  form.append('picture', await shrunk(file), 'foto')
  return new Promise<Picture>((resolve, reject) => {
    // fetch tells nothing of what has left.
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/${owner.kind}/${owner.id}/pictures`)
    for (const [name, value] of Object.entries(pageHeaders('POST'))) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = async () => {
      const body = new Response(request.responseText, { status: request.status })
      if (request.status === 201) resolve((await body.json()) as Picture)
      // A proxy's page about too many bytes has no code.
      else if (request.status === 413) reject(new Problem(413, { code: 'picture_too_large' }))
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
