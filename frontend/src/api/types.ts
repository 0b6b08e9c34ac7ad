/** The shapes of the calls, until the generated ones take their place. */

import type { CreateAssociation, MemberPaths } from './memberTypes'

export type Locale = 'es' | 'en'
export type Category =
  | 'cheese'
  | 'spirits'
  | 'wine'
  | 'beer'
  | 'fruit'
  | 'dried_fruit'
  | 'preserves'
  | 'sweets'
  | 'oil'
  | 'honey'
  | 'meat'
  | 'seafood'
  | 'craft'
  | 'experience'

export interface Page<Row> {
  next: string | null
  previous: string | null
  results: Row[]
}

export interface Person {
  id: string
  email: string
  name: string
  locale: Locale
  is_steward: boolean
}

export interface MyProducer {
  id: string
  name: string
  initials: string
  comuna: string
  locality: string
}

export interface MyAssociation {
  id: string
  slug: string
  name: string
  status: string
  roles: string[]
  can: string[]
  producer_id: string | null
}

export interface Me {
  person: Person | null
  producers: MyProducer[]
  associations: MyAssociation[]
  unread: number
}

export interface Share {
  producer_id?: string
  public_name: string
  initials: string
  locality: string
  units: number
  percent: number
}

export interface AssociationCard {
  id: string
  slug: string
  name: string
  kind: string
}

export interface OfferCard {
  id: string
  slug: string
  name: string
  association: AssociationCard
  category: Category
  comuna: string
  unit_es: string
  units_es: string
  unit_en: string
  units_en: string
  net_content: string
  price_clp: number
  alcohol_degrees: number | null
  perishable: boolean
  emblem: string
  picture: string
  season_months: number[]
  free: number
  shares: number[]
}

export interface OfferDetail extends Omit<OfferCard, 'shares'> {
  description_es: string
  description_en: string
  tax_class: string
  withdrawal_right: boolean
  contributed: number
  allocated: number
  best_before: string | null
  shares: Share[]
}

export interface Facet {
  value: string
  count: number
}

export interface Facets {
  categories: Facet[]
  comunas: Facet[]
  offers: number
  associations: number
}

export interface Comuna {
  cut: string
  name: string
  province: string
}

export interface AssociationPublic extends AssociationCard {
  purpose: string
  comuna: string
  status: string
  member_count: number
}

export interface BasketLine {
  offer: OfferCard
  units: number
  total_clp: number
  expires_at: string
}

export interface Basket {
  lines: BasketLine[]
  total_clp: number
  expires_at: string | null
  for_adults: boolean
}

export interface CheckoutInput {
  name: string
  email: string
  delivery: 'pickup' | 'home'
  address?: string
  adult?: boolean
  locale: Locale
}

export interface Placed {
  order_group_id: string
  number: string
  payment_url: string
  link_token: string
}

export interface OrderLine {
  offer_id: string
  offer_slug: string
  name: string
  picture: string
  units: number
  unit_price_clp: number
  total_clp: number
  iva_clp: number
  ila_clp: number
  unit_es: string
  units_es: string
  unit_en: string
  units_en: string
  producers: OrderPart[]
}

export type OrderStatus = 'pending' | 'paid' | 'expired' | 'refunding' | 'refunded'

export interface OrderPart {
  public_name: string
  units: number
}

export interface Order {
  id: string
  association: AssociationCard
  status: OrderStatus
  total_clp: number
  lines: OrderLine[]
}

export interface OrderGroup {
  id: string
  number: string
  status: OrderStatus
  contact_name: string
  delivery: 'pickup' | 'home'
  total_clp: number
  iva_clp: number
  ila_clp: number
  placed_at: string
  paid_at: string | null
  pay_by: string
  payment_url: string | null
  orders: Order[]
}

type Query = Record<string, string | number | undefined>

interface Ok<Body> {
  200: { headers: { [name: string]: unknown }; content: { 'application/json': Body } }
}
export interface Get<Body, Asked = Query, Path = Record<string, string>> {
  parameters: { query?: Asked; path?: Path }
  responses: Ok<Body>
}
export interface Send<Body, Answer> {
  parameters: { query?: Query; path?: Record<string, string>; header?: Record<string, string> }
  requestBody?: { content: { 'application/json': Body } }
  responses: Ok<Answer>
}

export interface paths extends MemberPaths {
  '/api/v1/me': { get: Get<Me>; patch: Send<{ name?: string; locale?: Locale }, Me> }
  '/api/v1/comunas': { get: Get<Comuna[]> }
  '/api/v1/associations': {
    get: Get<Page<AssociationPublic>>
    post: Send<CreateAssociation, AssociationPublic>
  }
  '/api/v1/associations/by-slug/{slug}': { get: Get<AssociationPublic> }
  '/api/v1/catalog/offers': { get: Get<Page<OfferCard>> }
  '/api/v1/catalog/offers/{slug}': { get: Get<OfferDetail> }
  '/api/v1/catalog/facets': { get: Get<Facets> }
  '/api/v1/basket': { get: Get<Basket> }
  '/api/v1/basket/lines/{offer_id}': { put: Send<{ units: number }, Basket> }
  '/api/v1/checkout': { post: Send<CheckoutInput, Placed> }
  '/api/v1/orders/{order_group_id}': { get: Get<OrderGroup> }
  '/api/v1/orders/{order_group_id}/pay': { post: Send<Record<string, never>, Placed> }
  '/api/v1/my/orders': { get: Get<Page<OrderGroup>> }
}
