"""Which events people are told of."""

from __future__ import annotations

from catalog.events import ContributionAdded, UnitsAllocated
from coops.events import (
    ApplicationAccepted,
    ApplicationMade,
    ApplicationRefused,
    AssociationConstituted,
    AssociationReinstated,
    AssociationSuspended,
    MemberInvited,
    MemberJoined,
    MemberReinstated,
    MembershipEnded,
    MemberSuspended,
    RoleGiven,
    StatutesReviewDue,
    SuspensionEnded,
)
from decisions.events import (
    AssemblyCalled,
    AssemblyCancelled,
    AssemblyChanged,
    ProposalDecided,
    ProposalOpened,
    SecondCallOpened,
)
from events.consumers import EventMeta, subscribe, unheard
from helpers.events import ActRecorded, ConsentEndsSoon, HelperNamed
from notifications import services
from notifications.events import ItemAdded, ItemsRead
from notifications.models import InboxItem
from orders.events import (
    GoodsReturned,
    GoodsStopped,
    HandoverStepTaken,
    HandoverStepUndone,
    OrderExpired,
    OrderPaid,
    OrderRefunded,
)
from origin.events import (
    CertificateAppliedFor,
    CertificateEndsSoon,
    CertificateIssued,
    CertificateRefused,
    CertificateReinstated,
    CertificateRevoked,
    CertificateSuspended,
)

unheard(ItemAdded, because="screens hear it through the live feed")
unheard(ItemsRead, because="screens hear it through the live feed")


@subscribe(MemberJoined)
def on_member_joined(event: MemberJoined, meta: EventMeta) -> None:
    services.tell_of_new_member(event, event_id=meta.id)


@subscribe(MembershipEnded)
def on_membership_ended(event: MembershipEnded, meta: EventMeta) -> None:
    services.tell_of_ended_membership(event, event_id=meta.id)


@subscribe(MemberSuspended)
def on_member_suspended(event: MemberSuspended, meta: EventMeta) -> None:
    services.tell_of_suspension(event, event_id=meta.id)


@subscribe(MemberReinstated)
def on_member_reinstated(event: MemberReinstated, meta: EventMeta) -> None:
    services.tell_of_suspension(event, event_id=meta.id)


@subscribe(SuspensionEnded)
def on_suspension_ended(event: SuspensionEnded, meta: EventMeta) -> None:
    services.tell_of_suspension(event, event_id=meta.id)


@subscribe(AssociationSuspended)
def on_association_suspended(event: AssociationSuspended, meta: EventMeta) -> None:
    services.tell_of_standstill(event, event_id=meta.id)


@subscribe(AssociationReinstated)
def on_association_reinstated(event: AssociationReinstated, meta: EventMeta) -> None:
    services.tell_of_standstill(event, event_id=meta.id)


@subscribe(AssociationConstituted)
def on_association_constituted(event: AssociationConstituted, meta: EventMeta) -> None:
    services.tell_of_constitution(event, event_id=meta.id)


@subscribe(MemberInvited)
def on_member_invited(event: MemberInvited, meta: EventMeta) -> None:
    services.tell_of_invitation(event, event_id=meta.id)


@subscribe(RoleGiven)
def on_role_given(event: RoleGiven, meta: EventMeta) -> None:
    services.tell_of_role(event, event_id=meta.id)


@subscribe(ApplicationMade)
def on_application_made(event: ApplicationMade, meta: EventMeta) -> None:
    services.tell_of_application(event, event_id=meta.id)


@subscribe(ApplicationAccepted)
def on_application_accepted(event: ApplicationAccepted, meta: EventMeta) -> None:
    services.tell_of_answer(event, answer="accepted", event_id=meta.id)


@subscribe(ApplicationRefused)
def on_application_refused(event: ApplicationRefused, meta: EventMeta) -> None:
    services.tell_of_answer(event, answer="refused", event_id=meta.id)


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


@subscribe(AssemblyChanged)
def on_assembly_changed(event: AssemblyChanged, meta: EventMeta) -> None:
    services.tell_of_change_of_assembly(event, event_id=meta.id)


@subscribe(AssemblyCancelled)
def on_assembly_cancelled(event: AssemblyCancelled, meta: EventMeta) -> None:
    services.tell_of_cancelled_assembly(event, event_id=meta.id)


@subscribe(StatutesReviewDue)
def on_statutes_review_due(event: StatutesReviewDue, meta: EventMeta) -> None:
    services.tell_of_review(event, event_id=meta.id)


@subscribe(HelperNamed)
def on_helper_named(event: HelperNamed, meta: EventMeta) -> None:
    services.tell_of_helper(event, event_id=meta.id)


@subscribe(ActRecorded)
def on_act_recorded(event: ActRecorded, meta: EventMeta) -> None:
    services.tell_of_help(event, event_id=meta.id)


@subscribe(ConsentEndsSoon)
def on_consent_ends_soon(event: ConsentEndsSoon, meta: EventMeta) -> None:
    services.tell_of_helps_end(event, event_id=meta.id)


@subscribe(CertificateAppliedFor)
def on_certificate_applied_for(event: CertificateAppliedFor, meta: EventMeta) -> None:
    services.tell_of_certificate_asked(event, event_id=meta.id)


@subscribe(CertificateIssued)
def on_certificate_issued(event: CertificateIssued, meta: EventMeta) -> None:
    services.tell_of_certificate(event, how="issued", event_id=meta.id)


@subscribe(CertificateRefused)
def on_certificate_refused(event: CertificateRefused, meta: EventMeta) -> None:
    services.tell_of_certificate(event, how="refused", event_id=meta.id)


@subscribe(CertificateSuspended)
def on_certificate_suspended(event: CertificateSuspended, meta: EventMeta) -> None:
    services.tell_of_certificate(event, how="suspended", event_id=meta.id)


@subscribe(CertificateReinstated)
def on_certificate_reinstated(event: CertificateReinstated, meta: EventMeta) -> None:
    services.tell_of_certificate(event, how="reinstated", event_id=meta.id)


@subscribe(CertificateRevoked)
def on_certificate_revoked(event: CertificateRevoked, meta: EventMeta) -> None:
    services.tell_of_certificate(event, how="revoked", event_id=meta.id)


@subscribe(CertificateEndsSoon)
def on_certificate_ends_soon(event: CertificateEndsSoon, meta: EventMeta) -> None:
    services.tell_of_certificates_end(event, event_id=meta.id)


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


@subscribe(GoodsStopped)
def on_goods_stopped(event: GoodsStopped, meta: EventMeta) -> None:
    services.tell_of_stopped_goods(event, event_id=meta.id)


@subscribe(HandoverStepTaken)
def on_handover_step_taken(event: HandoverStepTaken, meta: EventMeta) -> None:
    services.tell_of_handover(event, event_id=meta.id)


@subscribe(HandoverStepUndone)
def on_handover_step_undone(event: HandoverStepUndone, meta: EventMeta) -> None:
    services.tell_of_undone_step(event, event_id=meta.id)


@subscribe(GoodsReturned)
def on_goods_returned(event: GoodsReturned, meta: EventMeta) -> None:
    services.tell_of_returned_goods(event, event_id=meta.id)
