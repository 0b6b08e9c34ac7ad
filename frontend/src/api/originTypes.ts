/** The shapes of names and their proof by their short names; they come from the server's OpenAPI. */

import type { components } from './schema'

type Schemas = components['schemas']

export type Seal = Schemas['Seal']
export type SealCard = Schemas['SealCard']
export type SealInput = Schemas['CreateSealRequest']
export type Certificate = Schemas['Certificate']
export type CertificateRow = Schemas['CertificateRow']
export type CertifiedLot = Schemas['CertifiedLot']
export type CertificateStep = Schemas['CertificateStep']
export type Evidence = Schemas['CertificateEvidence']
export type Finding = Schemas['Finding']
export type Inspection = Schemas['Inspection']
