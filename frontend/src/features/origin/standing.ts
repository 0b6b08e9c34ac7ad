import type { CertificateRow } from '@/api/originTypes'

/** How a certificate stands for whoever reads it; its time being over is no status of its own. */
export type Standing = CertificateRow['status'] | 'ended'

export const standingOf = ({ status, ended }: Pick<CertificateRow, 'status' | 'ended'>): Standing =>
  status === 'issued' && ended ? 'ended' : status

const control = ['administrator', 'president', 'secretary', 'oversight']

/** Whether somebody with these offices looks after certificates for the association. */
export const controls = (roles: string[]): boolean => roles.some((role) => control.includes(role))

export interface Grouped<Row> {
  waiting: Row[]
  inForce: Row[]
  past: Row[]
}

/** What waits for an answer, what is in force (suspended too: it may come back), and what is over. */
export function grouped<Row extends Pick<CertificateRow, 'status' | 'ended'>>(rows: Row[]): Grouped<Row> {
  const of = (...standings: Standing[]) => rows.filter((row) => standings.includes(standingOf(row)))
  return {
    waiting: of('applied'),
    inForce: of('issued', 'suspended'),
    past: of('ended', 'revoked', 'refused', 'withdrawn'),
  }
}
