import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reading } from '@/api/stewardTypes'
import { useFormat } from '@/lib/useFormat'
import styles from './ReadingsPage.module.css'

/** Pages that can be read, in words; what is missing here keeps its name from the API. */
const operations = {
  coops_getWorkspace: 1,
  coops_listMembers: 1,
  coops_listRegister: 1,
  coops_listHistory: 1,
  coops_listInvitations: 1,
  catalog_listAssociationOffers: 1,
  catalog_getPool: 1,
  catalog_getInsight: 1,
  catalog_listActivity: 1,
  orders_listForAssociation: 1,
  orders_getSales: 1,
  coops_getMember: 1,
  catalog_getStake: 1,
  coops_listDuties: 1,
  coops_listApplications: 1,
  coops_getApplication: 1,
  coops_listStatutes: 1,
  coops_getStatutes: 1,
  decisions_listProposals: 1,
  decisions_getProposal: 1,
  decisions_listComments: 1,
  decisions_getMinutes: 1,
  decisions_listAssemblies: 1,
  decisions_listProxies: 1,
  decisions_listCandidates: 1,
  decisions_getVotingRules: 1,
  decisions_getMinutesPdf: 1,
  decisions_getAssemblyCalendar: 1,
  decisions_getCalendarFeed: 1,
  coops_getStatutesDocument: 1,
  helpers_listHelpers: 1,
  helpers_listActs: 1,
  origin_listOwnSeals: 1,
  origin_listCertificates: 1,
  origin_getCertificate: 1,
  origin_getEvidence: 1,
  origin_getLotEvents: 1,
  catalog_getGenealogy: 1,
  origin_getLabels: 1,
  orders_getRecallList: 1,
  stewards_listLooks: 1,
}

interface Props {
  reading: Reading
  withAssociation?: boolean
  children?: ReactNode
}

/** Who, when, why, until when, and what was read how often. */
export function ReadingRow({ reading, withAssociation = false, children }: Props) {
  const { t } = useTranslation('stewards')
  const format = useFormat()
  const who = reading.mine ? t('reading.you') : (reading.steward ?? t('reading.somebody'))
  const read = reading.reads.map(({ operation, count }) => {
    const words = operation in operations ? t(`operation.${operation as 'coops_getWorkspace'}`) : operation
    return t('reading.read', { words, count })
  })
  return (
    <li>
      <p>
        <b>{withAssociation ? reading.association.name : who}</b>
        <br />
        <span className="small soft">
          {withAssociation && `${who} · `}
          {reading.ended_at
            ? t('reading.fromTo', { from: format.when(reading.began_at), to: format.when(reading.ended_at) })
            : t('reading.from', {
                from: format.onWhen(reading.began_at),
                until: format.onWhen(reading.ends_at),
              })}
        </span>
      </p>
      <p className={styles.reason}>«{reading.reason}»</p>
      <p className="small soft">{read.length > 0 ? format.list(read) : t('reading.nothingRead')}</p>
      {children}
    </li>
  )
}
