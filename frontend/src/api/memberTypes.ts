/** The shapes of the calls of members by their short names; they come from the server's OpenAPI. */

import type { components } from './schema'

type Schemas = components['schemas']

export type AssociationKind = Schemas['AssociationKind']
export type AssociationStatus = Schemas['AssociationStatus']
export type AssociationSummary = Schemas['AssociationSummary']
export type CreateAssociation = Schemas['CreateAssociationRequest']
export type CreateLot = Schemas['CreateLotRequest']
export type CreateOffer = Schemas['CreateOfferRequest']
export type CreateProduct = Schemas['CreateProductRequest']
export type CreateProducer = Schemas['CreateProducerRequest']
export type Founders = Schemas['Founders']
export type InboxItem = Schemas['InboxItem']
export type InboxPage = Schemas['InboxPage']
export type Invitation = Schemas['Invitation']
export type InvitationPage = Schemas['PublicInvitation']
export type InvitationState = Schemas['InvitationState']
export type Lot = Schemas['Lot']
export type Member = Schemas['Member']
export type Movement = Schemas['Activity']
export type NoticeKind = Schemas['InboxItemKind']
export type OfferStatus = Schemas['OfferStatus']
export type Office = Schemas['Office']
export type Part = Schemas['Part']
export type Picture = Schemas['Picture']
export type Pool = Schemas['Pool']
export type PoolLot = Schemas['PoolLot']
export type PoolMember = Schemas['PoolMember']
export type PoolRow = Schemas['AssociationOffer']
export type Product = Schemas['Product']
export type Producer = Schemas['Producer']
export type Sale = Schemas['Sale']
export type Statutes = Schemas['Statutes']
export type Workspace = Schemas['Workspace']

export type UnitWords = Pick<PoolRow, 'unit_es' | 'units_es' | 'unit_en' | 'units_en'>
