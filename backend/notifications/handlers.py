"""Which events people are told of."""

from __future__ import annotations

from catalog.events import ContributionAdded, UnitsAllocated
from coops.events import AssociationConstituted, MemberInvited, MemberJoined, MembershipEnded, RoleGiven
from decisions.events import AssemblyCalled, ProposalDecided, ProposalOpened, SecondCallOpened
from events.consumers import EventMeta, subscribe, unheard
from notifications import services
from notifications.events import ItemAdded, ItemsRead
from notifications.models import InboxItem
from orders.events import OrderExpired, OrderPaid, OrderRefunded

unheard(ItemAdded, because="screens hear it through the live feed")
unheard(ItemsRead, because="screens hear it through the live feed")


@subscribe(MemberJoined)
def on_member_joined(event: MemberJoined, meta: EventMeta) -> None:
    services.tell_of_new_member(event, event_id=meta.id)


@subscribe(MembershipEnded)
def on_membership_ended(event: MembershipEnded, meta: EventMeta) -> None:
    services.tell_of_ended_membership(event, event_id=meta.id)


@subscribe(AssociationConstituted)
def on_association_constituted(event: AssociationConstituted, meta: EventMeta) -> None:
    services.tell_of_constitution(event, event_id=meta.id)


@subscribe(MemberInvited)
def on_member_invited(event: MemberInvited, meta: EventMeta) -> None:
    services.tell_of_invitation(event, event_id=meta.id)


@subscribe(RoleGiven)
def on_role_given(event: RoleGiven, meta: EventMeta) -> None:
    services.tell_of_role(event, event_id=meta.id)


@subscribe(ContributionAdded)
def on_contribution_added(event: ContributionAdded, meta: EventMeta) -> None:
    services.tell_of_contribution(event, event_id=meta.id)


@subscribe(UnitsAllocated)
def on_units_allocated(event: UnitsAllocated, meta: EventMeta) -> None:
    services.tell_of_sale(event, event_id=meta.id)


@subscribe(ProposalOpened)
def on_proposal_opened(event: ProposalOpened, meta: EventMeta) -> None:
    services.tell_of_vote(event, event_id=meta.id)


@subscribe(SecondCallOpened)
def on_second_call_opened(event: SecondCallOpened, meta: EventMeta) -> None:
    services.tell_of_vote(event, event_id=meta.id)


@subscribe(ProposalDecided)
def on_proposal_decided(event: ProposalDecided, meta: EventMeta) -> None:
    services.tell_of_decision(event, event_id=meta.id)


@subscribe(AssemblyCalled)
def on_assembly_called(event: AssemblyCalled, meta: EventMeta) -> None:
    services.tell_of_assembly(event, event_id=meta.id)


@subscribe(OrderPaid)
def on_order_paid(event: OrderPaid, meta: EventMeta) -> None:
    services.tell_buyer(
        kind=InboxItem.Kind.ORDER_PAID,
        event_id=meta.id,
        buyer_id=event.buyer_id,
        order_group_id=event.order_group_id,
        amount_clp=event.total_clp,
    )


@subscribe(OrderExpired)
def on_order_expired(event: OrderExpired, meta: EventMeta) -> None:
    services.tell_buyer(
        kind=InboxItem.Kind.ORDER_EXPIRED,
        event_id=meta.id,
        buyer_id=event.buyer_id,
        order_group_id=event.order_group_id,
    )


@subscribe(OrderRefunded)
def on_order_refunded(event: OrderRefunded, meta: EventMeta) -> None:
    services.tell_buyer(
        kind=InboxItem.Kind.ORDER_REFUNDED,
        event_id=meta.id,
        buyer_id=event.buyer_id,
        order_group_id=event.order_group_id,
        amount_clp=event.amount_clp,
    )
