import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { Title } from '@/ui/Title'
import { tasksQuery } from './api'
import { Checked } from './Checked'
import { FailedLetters } from './FailedLetters'
import { FailedPaymentList } from './FailedPaymentList'
import { FailedTasks } from './FailedTasks'
import { Sweeps } from './Sweeps'

/** What should have happened by itself and didn't: tasks, sweeps, letters, payments. */
export default function WorkPage() {
  const { t } = useTranslation('stewards')
  const query = useQuery(tasksQuery)
  const queries = useQueryClient()
  const { hash } = useLocation()
  const ready = query.isSuccess
  useEffect(() => {
    if (ready && hash) document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [ready, hash])
  const again = () => void queries.invalidateQueries({ queryKey: ['stewards'] })
  return (
    <>
      <div className="stack stack--1">
        <Title>{t('work.title')}</Title>
        <Checked query={query} />
      </div>
      <FailedTasks query={query} again={again} />
      <FailedLetters again={again} />
      <FailedPaymentList again={again} />
      <Sweeps query={query} />
    </>
  )
}
