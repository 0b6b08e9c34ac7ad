import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { ApplicationRow } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { Icon } from '@/ui/Icon'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { Who } from '@/ui/Who'
import { admissionQuery, applicationsQuery } from './api'
import styles from './Joining.module.css'

/** What producers ask of the association: those that wait, and those that have their answer. */
export default function ApplicationsPage() {
  const { t } = useTranslation('joining')
  const { association } = useWorkspace()
  const [params] = useSearchParams()
  const waiting = params.get('ver') !== 'respondidas'
  const admission = useQuery(admissionQuery(association.id)).data
  const query = useInfiniteQuery(applicationsQuery(association.id, waiting))
  return (
    <div className={styles.page}>
      <p>
        <Link to="../socios" className={styles.back}>
          <Icon name="left" /> {t('board.back')}
        </Link>
      </p>
      <div className="stack stack--2">
        <Title>{t('board.title')}</Title>
        {admission && (
          <p className="soft">
            {t(`admission.now.${admission.admission}`)}{' '}
            {association.can.includes('coops_setAdmission') && (
              <Link to="../asociacion/ingreso">{t('admission.change')}</Link>
            )}
          </p>
        )}
      </div>
      <nav className="tabs" aria-label={t('board.tabs')}>
        <Link to="." aria-current={waiting ? 'page' : undefined}>
          {t('board.waiting')}
        </Link>
        <Link to="?ver=respondidas" aria-current={waiting ? undefined : 'page'}>
          {t('board.answered')}
        </Link>
      </nav>
      <Loaded query={query}>
        {({ pages }) => <Rows rows={pages.flatMap((page) => page.results)} waiting={waiting} />}
      </Loaded>
      <More query={query}>{t('more')}</More>
    </div>
  )
}

function Rows({ rows, waiting }: { rows: ApplicationRow[]; waiting: boolean }) {
  const { t } = useTranslation('joining')
  const { association } = useWorkspace()
  const format = useFormat()
  if (rows.length === 0) {
    const may = waiting && association.can.includes('coops_setAdmission')
    return (
      <Empty
        title={t(waiting ? 'board.none' : 'board.noneAnswered')}
        action={may && <ButtonLink to="../asociacion/ingreso">{t('admission.change')}</ButtonLink>}
      >
        {waiting && t('board.noneLead')}
      </Empty>
    )
  }
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.id} className="arrive">
          <Link className={styles.row} to={row.id}>
            <Who large>{row.producer.initials}</Who>
            <span>
              <b>{row.producer.name}</b>
              <br />
              <span className="small soft">
                {[row.producer.locality, comunaName(row.producer.comuna)].filter(Boolean).join(', ')}
                <br />
                {waiting && row.state === 'waiting'
                  ? t(row.admission === 'vote' ? 'board.toVote' : 'board.toAnswer', {
                      day: format.onDay(row.made_at),
                    })
                  : `${t(`state.${row.state}`)} · ${format.day(row.closed_at ?? row.made_at)}`}
              </span>
            </span>
            <Icon name="right" />
          </Link>
        </li>
      ))}
    </ul>
  )
}
