import { useRef, useState } from 'react'
import type { StatutesDocument } from './memberTypes'
import { sendFile } from './sendFile'
import { useCommand } from './useCommand'

/** Sends statutes as a PDF as soon as they are chosen; `part` says how far it is. Choosing again sends the new one. */
export function useStatutesDocument(associationId: string, onSent: (document: StatutesDocument) => void) {
  const [part, setPart] = useState<number>()
  const under = useRef<AbortController>(undefined)
  const send = useCommand({
    mutationFn: (file: File) => {
      under.current?.abort()
      under.current = new AbortController()
      setPart(0)
      return sendFile<StatutesDocument>(
        {
          path: `/api/v1/associations/${associationId}/statutes-documents`,
          field: 'document',
          file,
          name: 'estatutos.pdf',
          tooLarge: 'statutes_document_too_large',
        },
        { onProgress: setPart, signal: under.current.signal },
      )
    },
    onSuccess: onSent,
    onSettled: () => setPart(undefined),
  })
  return { ...send, part }
}
