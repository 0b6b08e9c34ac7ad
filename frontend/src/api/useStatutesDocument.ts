import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { StatutesDocument } from './memberTypes'
import { sendFile } from './sendFile'

/** Sends statutes as a PDF as soon as they are chosen; `part` says how far it is. Choosing again sends the new one. */
export function useStatutesDocument(associationId: string, onSent: (document: StatutesDocument) => void) {
  const [part, setPart] = useState<number>()
  const newest = useRef<AbortController>(undefined)
  useEffect(() => () => newest.current?.abort(), [])
  // What the one before says, its abortion too, is of no interest any more: `error` is the newest one's.
  const send = useMutation({
    mutationFn: async (file: File) => {
      newest.current?.abort()
      const mine = new AbortController()
      newest.current = mine
      setPart(0)
      try {
        const document = await sendFile<StatutesDocument>(
          {
            path: `/api/v1/associations/${associationId}/statutes-documents`,
            field: 'document',
            file,
            name: 'estatutos.pdf',
            tooLarge: 'statutes_document_too_large',
          },
          {
            onProgress: (sent) => {
              if (newest.current === mine) setPart(sent)
            },
            signal: mine.signal,
          },
        )
        if (!mine.signal.aborted) onSent(document)
      } finally {
        if (newest.current === mine) setPart(undefined)
      }
    },
  })
  return { ...send, part }
}
