import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { useFormat } from '@/lib/useFormat'
import { Title } from '@/ui/Title'
import { rulesQuery } from './api'
import styles from './Page.module.css'
import { divisionIn, divisionWords } from './rules'

/** On which terms this association decides what. */
export default function VotingRulesPage() {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const { association } = useWorkspace()
  const query = useQuery(rulesQuery(association.id))
  return (
    <div className={styles.page}>
      <div className="stack stack--1">
        <p>
          <Link to="../decisiones">{t('back')}</Link>
        </p>
        <Title>{t('rules.title')}</Title>
        <p className="soft">{t('rules.lead')}</p>
      </div>
      <Loaded query={query}>
        {(rules) => (
          <>
            <table className={styles.table}>
              <caption className="sr">{t('rules.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('rules.what')}</th>
                  <th scope="col">{t('rules.first')}</th>
                  <th scope="col">{t('rules.second')}</th>
                  <th scope="col">{t('rules.majority')}</th>
                  <th scope="col">{t('rules.who')}</th>
                </tr>
              </thead>
              <tbody>
                {rules.terms.map((terms) => (
                  <tr key={terms.kind}>
                    <th scope="row">{t(`kind.${terms.kind}`)}</th>
                    <td>{t('rules.part', { percent: format.percent(terms.quorum_first) })}</td>
                    <td>
                      {terms.quorum_second === null && t('rules.noSecond')}
                      {terms.quorum_second === 0 && t('rules.anySecond')}
                      {!!terms.quorum_second &&
                        t('rules.partSecond', { percent: format.percent(terms.quorum_second) })}
                    </td>
                    <td>{t(`majority.${terms.majority}`)}</td>
                    <td>{t(terms.by_board ? 'rules.board' : 'rules.members')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p>{t('rule.proxies', { count: rules.proxies_per_holder })}</p>
            <p>{t('rule.divisionNow', { division: divisionWords(t, divisionIn(rules)) })}</p>
          </>
        )}
      </Loaded>
    </div>
  )
}
