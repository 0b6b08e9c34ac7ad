import type { FeedEntry } from '@/live/feed'
import type { AnewTable, LiveTable } from '@/live/table'

/** Papers are told to the persons concerned, how a certificate stands to everybody of the association. */
const papers = ({ stream, subject }: FeedEntry) =>
  stream.startsWith('user:') || stream.startsWith('association:')
    ? [
        { key: ['certificates'], calm: 1000 },
        { key: ['certificate'], about: subject },
        // Whether a lot may be labelled.
        { key: ['genealogy'], calm: 1000 },
      ]
    : []
/** What selling makes of it: units that leave the sale, or come back. */
const covers = ({ stream }: FeedEntry) =>
  stream.startsWith('association:')
    ? [
        { key: ['certificate'], calm: 1000 },
        { key: ['genealogy'], calm: 1000 },
      ]
    : []
const seals = () => [{ key: ['seals'] }, { key: ['seal'] }, { key: ['own-seals'] }]

export const live: LiveTable = {
  'origin.certificate_applied_for': papers,
  'origin.certificate_withdrawn': papers,
  'origin.certificate_refused': papers,
  'origin.inspection_planned': papers,
  'origin.inspection_recorded': papers,
  'origin.finding_corrected': papers,
  'origin.evidence_added': papers,
  'origin.certificate_issued': papers,
  'origin.certificate_suspended': papers,
  'origin.certificate_reinstated': papers,
  'origin.certificate_revoked': papers,
  'origin.certificate_ends_soon': papers,
  'origin.units_certified': papers,
  'catalog.cover_blocked': covers,
  'catalog.cover_unblocked': covers,
  'origin.seal_created': seals,
  'origin.seal_changed': seals,
}

export const anew: AnewTable = {
  association: (id) => [
    { key: ['certificates', id] },
    { key: ['certificate', id] },
    { key: ['genealogy', id] },
    { key: ['own-seals', id] },
  ],
}
