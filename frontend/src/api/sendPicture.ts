import { shrunk } from '@/lib/shrink'
import type { Picture } from './memberTypes'
import { type Listening, sendFile } from './sendFile'

export interface PictureOwner {
  kind: 'producers' | 'associations'
  id: string
}

/** Sends a photograph and tells how far it is. The same file once more is the same picture, so trying again is safe. */
export async function sendPicture(owner: PictureOwner, file: File, listening: Listening) {
  return sendFile<Picture>(
    {
      path: `/api/v1/${owner.kind}/${owner.id}/pictures`,
      field: 'picture',
      file: await shrunk(file),
      name: 'foto',
      tooLarge: 'picture_too_large',
    },
    listening,
  )
}
