"""Who leaves an association takes her units along; one that is dissolved sells nothing. What the catalog tells itself is mostly for the live feed alone."""

from catalog import events, services
from catalog.events import ContributionWithdrawn, UnitsLost, UnitsReturned
from coops.events import AssociationDissolved, MembershipEnded
from events.consumers import EventMeta, subscribe, unheard
from lib.actor import Actor

_FIGURES = "members and visitors follow the figures live; nothing else depends on them"

unheard(events.OfferCreated, because="a draft concerns only those who look at it")
unheard(events.OfferPhotoChanged, because="who looks at the offer sees it")
unheard(events.ProductCreated, because="a product concerns others only through an offer")
unheard(events.ProductChanged, because="offers keep their own words and photo")
unheard(events.LotCreated, because="a lot concerns others only when it enters an offer")
unheard(events.LotMoved, because="the lot's producer follows it live; what it takes out of an offer the offer tells")
unheard(events.OfferOpened, because=_FIGURES)
unheard(events.OfferClosed, because=_FIGURES)
unheard(events.UnitsHeld, because=_FIGURES)
unheard(events.HoldReleased, because=_FIGURES)
unheard(events.CoverageChanged, because=_FIGURES)


@subscribe(MembershipEnded)
def on_membership_ended(event: MembershipEnded, meta: EventMeta) -> None:
    services.return_units(
        association_id=event.association_id, producer_id=event.producer_id, membership_id=event.membership_id
    )


@subscribe(AssociationDissolved)
def on_association_dissolved(event: AssociationDissolved, meta: EventMeta) -> None:
    services.stop_selling(actor=Actor.system(), association_id=event.association_id)


@subscribe(ContributionWithdrawn)
def on_contribution_withdrawn(event: ContributionWithdrawn, meta: EventMeta) -> None:
    services.cover_again(lot_id=event.lot_id)


@subscribe(UnitsLost)
def on_units_lost(event: UnitsLost, meta: EventMeta) -> None:
    services.cover_again(lot_id=event.lot_id)


@subscribe(UnitsReturned)
def on_units_returned(event: UnitsReturned, meta: EventMeta) -> None:
    if event.to_stock:
        services.return_late(contribution_id=event.contribution_id)
