import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { RegisterRow } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { comunaName } from '@/lib/comunas'
import { useFormat } from '@/lib/useFormat'
import { Icon } from '@/ui/Icon'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { type RegisterState, registerQuery } from './api'
import styles from './Record.module.css'
import { TakeRegister } from './TakeRegister'

const states: { state: RegisterState | undefined; word: 'all' | 'current' | 'former' }[] = [
  { state: undefined, word: 'all' },
  { state: 'current', word: 'current' },
  { state: 'former', word: 'former' },
]
const asked: Record<string, RegisterState> = { vigentes: 'current', anteriores: 'former' }
const address = { all: '.', current: '?ver=vigentes', former: '?ver=anteriores' }

/** The register of members: who is one and who was, from when to when. */
export default function RegisterPage() {
  const { t } = useTranslation('record')
  const { association } = useWorkspace()
  const [params] = useSearchParams()
  const state = asked[params.get('ver') ?? '']
  const query = useInfiniteQuery(registerQuery(association.id, state))
  const takes = association.can.includes('coops_exportRegister')
  return (
    <div className={styles.page}>
      <p>
        <Link to="../socios" className={styles.back}>
          <Icon name="left" /> {t('register.back')}
        </Link>
      </p>
      <div className="stack stack--1">
        <Title>{t('register.title')}</Title>
        <p className="soft">{t(takes ? 'register.leadBoard' : 'register.lead')}</p>
      </div>
      {takes && <TakeRegister associationId={association.id} />}
      <nav className={styles.tabs} aria-label={t('register.which')}>
        {states.map((one) => (
          <Link
            key={one.word}
            className="btn btn--sm"
            to={address[one.word]}
            replace
            aria-current={state === one.state ? 'page' : undefined}
          >
            {t(`register.${one.word}`)}
          </Link>
        ))}
      </nav>
      <Loaded query={query}>{({ pages }) => <Table rows={pages.flatMap(({ results }) => results)} />}</Loaded>
      <More query={query}>{t('register.more')}</More>
    </div>
  )
}

function Table({ rows }: { rows: RegisterRow[] }) {
  const { t } = useTranslation('record')
  const format = useFormat()
  if (rows.length === 0) return <p className="soft">{t('register.none')}</p>
  const state = (row: RegisterRow) => {
    if (row.left_at) return row.reason === 'excluded' ? t('register.excluded') : t('register.left')
    if (!row.suspended) return t('register.member')
    return row.until ? t('suspended.until', { day: format.day(row.until) }) : t('suspended.now')
  }
  return (
    <table className={styles.register}>
      <thead>
        <tr>
          <th scope="col">{t('register.number')}</th>
          <th scope="col">{t('register.producer')}</th>
          <th scope="col">{t('register.entry')}</th>
          <th scope="col">{t('register.exit')}</th>
          <th scope="col">{t('register.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.number}</td>
            <th scope="row">
              {row.left_at ? row.name : <Link to={`../socios/${row.id}`}>{row.name}</Link>}
              <br />
              <span className="small soft">
                {[row.locality, comunaName(row.comuna)].filter(Boolean).join(', ')}
              </span>
            </th>
            <td data-label={t('register.entry')}>{format.day(row.joined_at)}</td>
            <td data-label={row.left_at ? t('register.exit') : undefined}>
              {row.left_at ? format.day(row.left_at) : ''}
            </td>
            <td>{state(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
