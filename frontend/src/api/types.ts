/** The shapes of the calls by their short names; they come from the server's OpenAPI. */

import type { components } from './schema'

export type { paths } from './schema'

type Schemas = components['schemas']

export type Locale = Schemas['Locale']
export type Category = Schemas['CategoryEnum']
export type Person = Schemas['Person']
export type MyProducer = Schemas['MyProducer']
export type MyAssociation = Schemas['MyAssociation']
export type Me = Schemas['Me']
export type OfferCard = Schemas['OfferCard']
export type OfferDetail = Schemas['Offer']
export type AssociationPublic = Schemas['Association']
export type ProducerRow = Schemas['PublicProducerCard']
export type ProducerPublic = Schemas['PublicProducer']
export type Seller = Schemas['Seller']
export type Basket = Schemas['Basket']
export type BasketLine = Schemas['BasketLine']
export type CheckoutInput = Schemas['CheckoutRequest']
export type OrderGroup = Schemas['OrderGroup']
export type Order = Schemas['Order']
export type OrderLine = Schemas['OrderLine']
export type OrderStatus = Schemas['OrderStatus']
