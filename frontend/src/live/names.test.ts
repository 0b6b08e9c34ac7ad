import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { LiveTable } from './table'

/** Events that change nothing on any screen of the web app, and why. */
const unheard: Record<string, string> = {
  'accounts.person_registered': 'whoever signs up reads everything anew',
  'coops.association_founded': 'whoever founds is led to the workspace',
  'coops.register_exported': 'it is on record; no screen shows it',
  'coops.producer_changed': 'a producer is shown with the next read',
  'coops.producer_rut_changed': 'its owner reads it where she writes it',
  'coops.producer_created': 'whoever creates one is led on from there',
  'payments.attempt_closed': 'orders tells what becomes of the order',
  'payments.payment_succeeded': 'orders tells what becomes of the order',
  'payments.refund_failed': 'orders tells what becomes of the order',
  'payments.refund_succeeded': 'orders tells what becomes of the order',
}

const files = import.meta.glob<{ live?: LiveTable }>('../features/*/live.ts', { eager: true })
const heard = new Set(Object.values(files).flatMap((file) => Object.keys(file.live ?? {})))
const written = readFileSync('../docs/events.md', 'utf8')
const known = new Set([...written.matchAll(/^### ([a-z]+\.[a-z_]+)$/gm)].map((match) => match[1] ?? ''))

it('listens only to events that exist', () => {
  expect(known.size).toBeGreaterThan(0)
  expect([...heard].filter((name) => !known.has(name))).toEqual([])
})

it('has decided about every event', () => {
  expect([...known].filter((name) => !heard.has(name) && !(name in unheard))).toEqual([])
  expect(Object.keys(unheard).filter((name) => heard.has(name) || !known.has(name))).toEqual([])
})
