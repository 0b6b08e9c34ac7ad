import type { TFunction } from 'i18next'
import type { components } from '@/api/schema'
import type { Format } from '@/lib/format'

type Schemas = components['schemas']
export type Helper = Schemas['Helper']
export type OwnHelper = Schemas['OwnHelper']
export type HelpedAct = Schemas['HelpedAct']
export type Scope = Helper['scopes'][number]
export type Way = Schemas['GiveReceiptsRequest']['way']

export const scopes: Scope[] = ['lots', 'pool', 'statutes', 'profile']

/** «anotar lotes, poner y sacar del acopio» */
export const scopesOf = (helper: Helper, t: TFunction<'helpers'>, list: (items: string[]) => string) =>
  list(scopes.filter((scope) => helper.scopes.includes(scope)).map((scope) => t(`scope.${scope}`)))

/** What is sent to a phone: who did what for whom, and when. */
export function smsText(
  helper: Helper,
  acts: HelpedAct[],
  t: TFunction<'helpers'>,
  when: (at: string) => string,
) {
  return [
    t('sms.head', { name: helper.helper_name ?? '', member: helper.member.name }),
    ...acts.map(({ words, at, number }) => `${when(at)}: ${words} (${t('receipt.number', { number })})`),
    t('sms.foot', { association: helper.association.name }),
  ].join('\n')
}

/** Opens the messages of this phone with number and text in place; the person presses send. */
export const smsLink = (phone: string, text: string) =>
  `sms:${phone.replace(/[^+\d]/g, '')}?body=${encodeURIComponent(text)}`

/** The last day that counts: the consent ends when it is over. */
export const lastDay = ({ ends_at }: Helper) => new Date(Date.parse(ends_at) - 60_000).toISOString()

/** `22 de noviembre, 15:40`: what is kept on paper doesn't say «hoy». */
export const onDate = (format: Pick<Format, 'day' | 'clock'>, at: string) =>
  `${format.day(at)}, ${format.clock(at)}`
