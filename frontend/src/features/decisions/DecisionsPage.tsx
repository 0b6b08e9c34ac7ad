import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ProposalRow } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { ButtonLink } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { More } from '@/ui/More'
import { Title } from '@/ui/Title'
import { proposalsQuery } from './api'
import styles from './Page.module.css'
import { standing } from './words'

/** What the members decide: first what waits for my vote. */
export default function DecisionsPage() {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const query = useInfiniteQuery(proposalsQuery(association.id))
  const constituted = association.status === 'constituted'
  return (
    <div className={styles.page}>
      <div className="row row--apart row--wrap">
        <div className="stack stack--1">
          <Title>{t('list.title')}</Title>
          <p className="soft">
            <Link to="asambleas">{t('list.assemblies')}</Link> · <Link to="poderes">{t('list.proxies')}</Link>{' '}
            · <Link to="reglas">{t('list.rules')}</Link>
          </p>
        </div>
        {constituted && association.roles.some((role) => role !== 'suspended') && (
          <ButtonLink to="nueva" look="go" icon="plus">
            {t('list.new')}
          </ButtonLink>
        )}
      </div>
      <Loaded query={query}>
        {({ pages }) => <Groups rows={pages.flatMap((page) => page.results)} constituted={constituted} />}
      </Loaded>
      <More query={query}>{t('list.more')}</More>
    </div>
  )
}

const waits = ({ status, my_votes }: ProposalRow) => status === 'open' && my_votes.some(({ voted }) => !voted)

function Groups({ rows, constituted }: { rows: ProposalRow[]; constituted: boolean }) {
  const { t } = useTranslation('decisions')
  if (rows.length === 0) {
    return (
      <Empty emblem="star" title={t('list.empty')}>
        {t(constituted ? 'list.emptyLead' : 'list.emptyForming')}
      </Empty>
    )
  }
  const groups = {
    mine: rows.filter(waits),
    open: rows.filter((row) => row.status === 'open' && !waits(row)),
    debate: rows.filter(({ status }) => status === 'debate'),
    done: rows.filter(({ status }) => status !== 'open' && status !== 'debate'),
  }
  return (
    <>
      {(['mine', 'open', 'debate', 'done'] as const).map(
        (name) =>
          groups[name].length > 0 && (
            <section key={name} aria-labelledby={`group-${name}`}>
              <h2 className="name h3" id={`group-${name}`}>
                {t(`list.group.${name}`)}
              </h2>
              <ul className={styles.list}>
                {groups[name].map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </ul>
            </section>
          ),
      )}
    </>
  )
}

function Row({ row }: { row: ProposalRow }) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const votes = row.my_votes.filter(({ voted }) => !voted).length
  return (
    <li className="arrive">
      <Link className={styles.row} to={row.id}>
        <span className="over">
          {t('proposal.over', { number: row.number, kind: t(`kind.${row.kind}`) })}
        </span>
        <b className="name h3">{row.title}</b>
        <span className="small soft">
          {[
            standing(t, format, row),
            row.status === 'open' && t('list.turnout', { count: row.taken_part ?? 0, of: row.entitled ?? 0 }),
            row.status === 'open' && votes === 0 && row.my_votes.length > 0 && t('list.voted'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Link>
    </li>
  )
}
