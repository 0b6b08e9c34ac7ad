/** The shapes of the calls of stewards by their short names; they come from the server's OpenAPI. */

import type { components } from './schema'

type Schemas = components['schemas']

export type Act = Schemas['Act']
export type FailedMails = Schemas['FailedMails']
export type FailedPayments = Schemas['FailedPayments']
export type Need = Schemas['Need']
export type Overview = Schemas['Overview']
export type Parked = Schemas['Parked']
export type ParkedCause = Schemas['ParkedCause']
export type ParkedLine = Schemas['ParkedLine']
export type PersonStanding = Schemas['PersonStanding']
export type Reading = Schemas['Reading']
export type StewardTasks = Schemas['Tasks']
