import { useEffect, useRef, useState } from 'react'
import type { Picture } from '@/api/memberTypes'
import { type PictureOwner, sendPicture } from '@/api/sendPicture'
import { randomKey } from '@/lib/randomKey'

export interface Sending {
  key: string
  file: File
  /** From 0 to 1 */
  part: number
  error: unknown
}

/** Photographs on their way, each with how far it is or why it didn't arrive. What was chosen stays until it is there. */
export function usePhotoSending(owner: PictureOwner, arrived: (picture: Picture) => void) {
  const [all, setAll] = useState<Sending[]>([])
  const told = useRef(arrived)
  told.current = arrived
  const stop = useRef(new AbortController())
  useEffect(() => {
    // A page that is shown again (as in development) sends anew.
    const controller = new AbortController()
    stop.current = controller
    return () => controller.abort()
  }, [])
  const change = (key: string, part: Partial<Sending>) =>
    setAll((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const drop = (key: string) => setAll((now) => now.filter((one) => one.key !== key))

  async function send({ key, file }: Pick<Sending, 'key' | 'file'>) {
    change(key, { part: 0, error: null })
    try {
      const onProgress = (part: number) => change(key, { part })
      const picture = await sendPicture(owner, file, { onProgress, signal: stop.current.signal })
      drop(key)
      told.current(picture)
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) change(key, { error })
    }
  }
  function add(files: File[]) {
    const fresh = files.map((file) => ({ key: randomKey(), file, part: 0, error: null }))
    setAll((now) => [...now, ...fresh])
    for (const one of fresh) void send(one)
  }
  return { sending: all, add, again: send, drop }
}
