import type { TFunction } from 'i18next'
import type { InboxItem } from '@/api/memberTypes'
import type { Format } from '@/lib/format'
import { unitOf } from '@/lib/offerWords'
import { unbroken } from '@/lib/unbroken'

type OfficeName = 'administrator' | 'president' | 'secretary' | 'treasurer' | 'oversight'

export interface Said {
  title: string
  detail: string
  /** Where it can be seen; null where that is nowhere any more. */
  to: string | null
}

/** A notice in words. What has no name any more (it was deleted, or is hidden from the reader) is left out. */
export function said(item: InboxItem, t: TFunction<'notifications'>, format: Format): Said {
  const { kind, association, producer, offer, order, proposal } = item
  const count = item.units ?? 0
  const counted = (units: number) =>
    offer ? `${format.count(units)} ${unitOf(offer, units, format.language)}` : format.count(units)
  const values = {
    count,
    name: producer?.name ?? t('somebody'),
    association: association?.name ?? t('anAssociation'),
    offer: offer?.name ?? '',
    order: unbroken(order?.number ?? ''),
    units: counted(count),
    total: counted(item.order_units ?? count),
    amount: format.pesos(item.amount_clp ?? 0),
    proposal: proposal?.title ?? '',
    when:
      (kind === 'assembly_called' || kind === 'assembly_changed') && Date.parse(item.reason ?? '')
        ? format.when(item.reason ?? '')
        : '',
    day: dated.has(kind) && Date.parse(item.reason ?? '') ? format.day(item.reason ?? '') : '',
    role: item.role ? t(`role.${item.role as OfficeName}`) : '',
  }
  const reason =
    kind === 'membership_ended' && item.reason === 'excluded'
      ? 'membership_excluded'
      : kind === 'membership_suspended' && !item.reason
        ? 'membership_suspended_open'
        : kind === 'assembly_changed' && item.reason === 'cancelled'
          ? 'assembly_cancelled'
          : kind === 'application_answered'
            ? `application_${item.reason}`
            : kind === 'certificate_changed'
              ? `certificate_${item.reason}`
              : kind === 'vote_decided'
                ? `vote_${item.reason}`
                : kind
  const known = reason in titles ? reason : 'other'
  const several = item.count > 1 && kind in many
  const home = association && `/a/${association.slug}`
  const certificate = home && item.certificate_id && `${home}/origen/${item.certificate_id}`
  const places: Partial<Record<string, string | null>> = {
    member_joined: home && `${home}/socios`,
    membership_suspended: home && `${home}/socios`,
    membership_reinstated: home && `${home}/inicio`,
    association_constituted: home && `${home}/inicio`,
    association_suspended: home && `${home}/asociacion`,
    association_reinstated: home && `${home}/acopio`,
    application_made: home && item.application_id && `${home}/solicitudes/${item.application_id}`,
    application_answered: item.application_id && `/solicitudes/${item.application_id}`,
    role_given: home && `${home}/socios`,
    contribution_added: home && offer && `${home}/acopio/${offer.id}`,
    units_sold: home && offer && `${home}/acopio/${offer.id}`,
    order_paid: order && `/pedido/${order.id}`,
    order_ready: order && `/pedido/${order.id}`,
    order_sent: order && `/pedido/${order.id}`,
    order_expired: order && `/pedido/${order.id}`,
    order_refunded: order && `/pedido/${order.id}`,
    order_stopped: order && `/pedido/${order.id}`,
    order_corrected: order && `/pedido/${order.id}`,
    order_returned: order && `/pedido/${order.id}`,
    goods_stopped: home && `${home}/pedidos`,
    steward_reading: home && `${home}/quien-ha-mirado`,
    vote_opened: home && proposal && `${home}/decisiones/${proposal.id}`,
    vote_decided: home && proposal && `${home}/decisiones/${proposal.id}`,
    assembly_called: home && `${home}/decisiones/asambleas`,
    assembly_changed: home && `${home}/decisiones/asambleas`,
    statutes_review: home && `${home}/estatutos`,
    certificate_applied: certificate,
    certificate_changed: certificate,
    certificate_ends: certificate,
    help_asked: '/ayudo',
    helper_named: producer && `/productor/${producer.id}/ayuda`,
    helped_act: producer && `/productor/${producer.id}/ayuda`,
    help_ends: '/ayudo',
    helper_ends: producer && `/productor/${producer.id}/ayuda`,
  }
  return {
    title: several
      ? t(`many.${kind as 'units_sold'}`, { ...values, times: format.count(item.count) })
      : t(`said.${known as 'member_joined'}`, values),
    detail: several
      ? t(`manyDetail.${kind as 'units_sold'}`, values)
      : t(`detail.${known as 'member_joined'}`, values),
    to: places[kind] ?? null,
  }
}

/** Kinds whose reason is the moment until which something holds. */
const dated = new Set<string>(['membership_suspended', 'certificate_ends', 'help_ends', 'helper_ends'])

/** Kinds of which a day's items stand as one line. */
const many = { member_joined: 1, contribution_added: 1, units_sold: 1 }

const titles = {
  member_joined: 1,
  membership_ended: 1,
  membership_excluded: 1,
  membership_suspended: 1,
  membership_suspended_open: 1,
  membership_reinstated: 1,
  association_constituted: 1,
  association_suspended: 1,
  association_reinstated: 1,
  invitation_received: 1,
  role_given: 1,
  contribution_added: 1,
  units_sold: 1,
  order_paid: 1,
  order_ready: 1,
  order_sent: 1,
  order_expired: 1,
  order_refunded: 1,
  order_stopped: 1,
  order_corrected: 1,
  order_returned: 1,
  goods_stopped: 1,
  steward_reading: 1,
  vote_opened: 1,
  vote_accepted: 1,
  vote_rejected: 1,
  vote_without_quorum: 1,
  assembly_called: 1,
  assembly_changed: 1,
  assembly_cancelled: 1,
  statutes_review: 1,
  application_made: 1,
  certificate_applied: 1,
  certificate_issued: 1,
  certificate_refused: 1,
  certificate_suspended: 1,
  certificate_reinstated: 1,
  certificate_revoked: 1,
  certificate_ends: 1,
  application_accepted: 1,
  application_refused: 1,
  help_asked: 1,
  helper_named: 1,
  helped_act: 1,
  help_ends: 1,
  helper_ends: 1,
}
