import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { TableImported, TablePlan } from '@/api/goodsTypes'
import { sendFile } from '@/api/sendFile'
import { useCommand } from '@/api/useCommand'
import { lotsQuery, productsQuery } from '../api'

export interface Looked {
  file: File
  plan: TablePlan
}

/** A table that is sent to be looked at as soon as it is chosen, and again to be written down. */
export function useTable(producerId: string) {
  const queries = useQueryClient()
  const [part, setPart] = useState<number>()
  const [looked, setLooked] = useState<Looked | null>(null)
  const newest = useRef<AbortController>(undefined)
  useEffect(() => () => newest.current?.abort(), [])

  async function send<Answer>(file: File, end: string, words?: Record<string, string>): Promise<Answer> {
    newest.current?.abort()
    const mine = new AbortController()
    newest.current = mine
    setPart(0)
    try {
      return await sendFile<Answer>(
        {
          path: `/api/v1/producers/${producerId}/tables${end}`,
          field: 'table',
          file,
          name: 'planilla.csv',
          words,
          tooLarge: 'sheet_too_large',
        },
        {
          onProgress: (sent) => {
            if (newest.current === mine) setPart(sent)
          },
          signal: mine.signal,
        },
      )
    } finally {
      if (newest.current === mine) setPart(undefined)
    }
  }
  const look = useMutation({
    mutationFn: async (file: File) => {
      setLooked(null)
      const plan = await send<TablePlan>(file, '/preview')
      setLooked({ file, plan })
    },
  })
  const write = useCommand({
    mutationFn: ({ file, plan }: Looked) => send<TableImported>(file, '', { plan: plan.plan }),
    onSuccess() {
      setLooked(null)
      void queries.invalidateQueries({ queryKey: lotsQuery(producerId).queryKey })
      void queries.invalidateQueries({ queryKey: productsQuery(producerId).queryKey })
    },
  })
  return { look, write, looked, part }
}
