/** The shapes of the calls of members, until the generated ones take their place. */

import type { Category, Get, Page, Send } from './types'

export type AssociationKind =
  | 'cooperative'
  | 'trade_association'
  | 'agricultural_community'
  | 'producers_group'
export type AssociationStatus = 'forming' | 'constituted' | 'suspended' | 'dissolved'
export type Office = 'administrator' | 'president' | 'secretary' | 'treasurer' | 'oversight'

export interface Producer {
  id: string
  name: string
  initials: string
  comuna: string
  locality: string
  story: string
  shows_name: boolean
}

export interface CreateProducer {
  name: string
  comuna: string
  locality?: string
  shows_name?: boolean
}

export interface AssociationSummary {
  id: string
  slug: string
  name: string
  kind: AssociationKind
  purpose: string
  comuna: string
  status: AssociationStatus
}

export interface CreateAssociation {
  producer_id: string
  name: string
  kind: AssociationKind
  purpose: string
  comuna: string
  statutes_text: string
}

export interface Founders {
  have: number
  need: number
}

export interface Statutes {
  id: string
  version: number
  text: string
}

export interface Workspace {
  association: AssociationSummary & { created_at: string; constituted_at: string | null }
  founders: Founders
  statutes: Statutes & { adopted_at: string | null; accepted_by_me: boolean }
  memberships: { id: string; producer_id: string; number: number; accepted_statutes: boolean }[]
  roles: string[]
  can: string[]
  counts: { members: number; open_invitations: number }
}

export interface Member {
  id: string
  producer_id: string
  name: string
  initials: string
  comuna: string
  locality: string
  number: number
  joined_at: string
  accepted_statutes: boolean
  roles: { id: string; role: Office; person_id: string; person_name: string }[]
  mine: boolean
}

export type InvitationState = 'open' | 'used' | 'expired' | 'revoked'

export interface Invitation {
  id: string
  email: string
  state: InvitationState
  invited_by: string
  created_at: string
  expires_at: string
}

export interface InvitationPage {
  state: InvitationState
  expires_at: string
  invited_by: string
  association: AssociationSummary
  founders: Founders
  statutes: Statutes
}

export interface UnitWords {
  unit_es: string
  units_es: string
  unit_en: string
  units_en: string
}

export type OfferStatus = 'draft' | 'open' | 'closed'

export interface PoolRow extends UnitWords {
  id: string
  slug: string
  name: string
  category: Category
  net_content: string
  price_clp: number
  picture: string
  emblem: string
  status: OfferStatus
  contributed: number
  free: number
  reserved: number
  allocated: number
  shares: number[]
}

export interface PoolMember {
  producer_id: string
  name: string
  initials: string
  locality: string
  contributed: number
  allocated: number
  reserved: number
  free: number
  percent: number
  mine: boolean
}

export interface PoolLot {
  contribution_id: string
  lot_id: string
  code: string
  producer_id: string
  producer_name: string
  initials: string
  units: number
  free: number
  allocated: number
  made_on: string
  best_before: string | null
  mine: boolean
}

export interface Pool extends PoolRow {
  sold_clp: number
  members: PoolMember[]
  lots: PoolLot[]
  can: string[]
}

export interface CreateOffer extends UnitWords {
  name: string
  category: Category
  net_content: string
  price_clp: number
  tax_class: 'iva' | 'iva_ila_spirits' | 'iva_ila_wine'
  alcohol_degrees: number | null
  description_es: string
  description_en: string
  perishable: boolean
  comuna: string
}

export interface Movement {
  id: string
  kind: 'contributed' | 'withdrawn' | 'held' | 'released' | 'expired' | 'allocated' | 'returned'
  units: number
  created_at: string
  producer: { id: string; name: string; initials: string } | null
  lot_code: string | null
  mine_units: number | null
}

export interface Lot {
  id: string
  code: string
  product_name: string
  category: Category
  made_on: string
  best_before: string | null
  units: number
  free: number
}

export interface CreateLot {
  product_name: string
  category: Category
  made_on: string
  best_before: string | null
  units: number
}

export interface SoldOrder {
  id: string
  number: string
  status: string
  placed_at: string
  paid_at: string | null
  total_clp: number
  lines: (UnitWords & { offer_id: string; name: string; units: number; total_clp: number })[]
}

interface Named {
  id: string
  name: string
}

export type NoticeKind =
  | 'member_joined'
  | 'membership_ended'
  | 'association_constituted'
  | 'invitation_received'
  | 'role_given'
  | 'contribution_added'
  | 'units_sold'
  | 'order_paid'
  | 'order_expired'
  | 'order_refunded'

export interface InboxItem {
  id: string
  kind: NoticeKind
  created_at: string
  read_at: string | null
  association: (Named & { slug: string }) | null
  producer: (Named & { initials: string }) | null
  offer: (Named & { slug: string } & UnitWords) | null
  order: { id: string; number: string } | null
  units: number | null
  order_units: number | null
  amount_clp: number | null
  role: Office | null
  reason: 'left' | 'excluded' | null
}

export interface InboxPage extends Page<InboxItem> {
  unread: number
}

type Nothing = Record<string, never>

export interface MemberPaths {
  '/api/v1/producers': { post: Send<CreateProducer, Producer> }
  '/api/v1/associations/{association_id}/workspace': { get: Get<Workspace> }
  '/api/v1/associations/{association_id}/statutes/{statutes_id}/accept': {
    post: Send<{ producer_id: string }, Workspace>
  }
  '/api/v1/associations/{association_id}/members': { get: Get<Page<Member>> }
  '/api/v1/associations/{association_id}/invitations': {
    get: Get<Page<Invitation>>
    post: Send<{ email: string }, Invitation & { link: string }>
  }
  '/api/v1/associations/{association_id}/invitations/{invitation_id}/revoke': {
    post: Send<Nothing, Invitation>
  }
  '/api/v1/invitations/{token}': { get: Get<InvitationPage> }
  '/api/v1/invitations/{token}/accept': {
    post: Send<
      { producer_id: string; statutes_id: string },
      { membership: { id: string }; association: AssociationSummary }
    >
  }
  '/api/v1/associations/{association_id}/offers': {
    get: Get<Page<PoolRow>>
    post: Send<CreateOffer, { id: string }>
  }
  '/api/v1/associations/{association_id}/offers/{offer_id}': { get: Get<Pool> }
  '/api/v1/associations/{association_id}/offers/{offer_id}/open': { post: Send<Nothing, unknown> }
  '/api/v1/associations/{association_id}/offers/{offer_id}/close': { post: Send<Nothing, unknown> }
  '/api/v1/associations/{association_id}/offers/{offer_id}/contributions': {
    post: Send<{ lot_id: string; units: number }, unknown>
  }
  '/api/v1/associations/{association_id}/offers/{offer_id}/contributions/{contribution_id}/withdraw': {
    post: Send<{ units: number }, unknown>
  }
  '/api/v1/associations/{association_id}/offers/{offer_id}/activity': { get: Get<Page<Movement>> }
  '/api/v1/associations/{association_id}/orders': { get: Get<Page<SoldOrder>> }
  '/api/v1/producers/{producer_id}/lots': { get: Get<Page<Lot>>; post: Send<CreateLot, Lot> }
  '/api/v1/inbox': { get: Get<InboxPage> }
  '/api/v1/inbox/read': { post: Send<{ ids: string[] } | { all: true }, { unread: number }> }
}
