import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Certificate } from '@/api/originTypes'
import { sendFile } from '@/api/sendFile'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { fileSize } from '@/lib/fileSize'
import { useFormat } from '@/lib/useFormat'
import { useProblem } from '@/lib/useProblem'
import { FileField } from '@/ui/FileField'
import { useToast } from '@/ui/Toast'
import { certificateQuery } from './api'
import styles from './Page.module.css'

const longestName = 120

/** The files behind a certificate, each with the fingerprint by which anybody can tell that it is the same file. */
export function Papers({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation('origin')
  const format = useFormat()
  const { association } = useWorkspace()
  const base = `/api/v1/associations/${association.id}/certificates/${certificate.id}/evidence`
  return (
    <section className="stack stack--2" aria-labelledby="papers">
      <h2 className="name h3" id="papers">
        {t('papers.title')}
      </h2>
      {certificate.evidence.length === 0 && <p className="soft">{t('papers.none')}</p>}
      <ul>
        {certificate.evidence.map((one) => (
          <li key={one.id} className={styles.line}>
            {one.gone_at ? (
              <b>{one.name}</b>
            ) : (
              <a href={`${base}/${one.id}/file`} download={one.name} className="b">
                {one.name}
              </a>
            )}
            <span className="small soft">
              {[fileSize(format.language, one.size), one.added_by, format.when(one.added_at)]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {one.gone_at && (
              <span className="small">{t('papers.gone', { day: format.onDay(one.gone_at) })}</span>
            )}
            <details>
              <summary className="small">{t('papers.hash')}</summary>
              <p className="small soft">{t('papers.hashMeans')}</p>
              <p className={styles.hash}>{one.sha256}</p>
            </details>
          </li>
        ))}
      </ul>
      {certificate.can.includes('origin_addEvidence') && <AddPaper certificate={certificate} path={base} />}
    </section>
  )
}

function AddPaper({ certificate, path }: { certificate: Certificate; path: string }) {
  const { t } = useTranslation('origin')
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const say = useToast()
  const [part, setPart] = useState<number>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const send = useMutation({
    mutationFn: async (file: File) => {
      running.current?.abort()
      const mine = new AbortController()
      running.current = mine
      setPart(0)
      try {
        const listening = { onProgress: setPart, signal: mine.signal }
        return await sendFile<Certificate>(
          {
            path,
            field: 'file',
            file,
            name: file.name,
            words: { name: file.name.slice(0, longestName) },
            tooLarge: 'evidence_too_large',
          },
          listening,
        )
      } finally {
        if (running.current === mine) setPart(undefined)
      }
    },
    onSuccess() {
      say(t('papers.done'))
    },
    onSettled() {
      void queries.invalidateQueries({ queryKey: certificateQuery(association.id, certificate.id).queryKey })
    },
  })
  const message = useProblem(send.error)
  return (
    <FileField
      name="file"
      accept="application/pdf,image/jpeg,image/png,image/webp,.pdf"
      label={t('papers.add')}
      hint={t('papers.addHint')}
      error={message?.fields.file ?? message?.detail}
      part={part}
      sending={t('papers.sending')}
      onFile={(file) => send.mutate(file)}
    />
  )
}
