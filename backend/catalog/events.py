"""What happens to offers, lots and their stock. `offer_version` grows by one with each change of stock."""

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class OfferCreated(Event):
    """An association wrote down a new offer; it is a draft."""

    name = "catalog.offer_created"

    offer_id: UUID
    association_id: UUID


class OfferOpened(Event):
    """An offer went on sale."""

    name = "catalog.offer_opened"

    offer_id: UUID
    association_id: UUID


class OfferClosed(Event):
    """An offer was taken off sale; what is held may still be paid."""

    name = "catalog.offer_closed"

    offer_id: UUID
    association_id: UUID


class OfferPhotoChanged(Event):
    """An offer shows another photo, or none."""

    name = "catalog.offer_photo_changed"

    offer_id: UUID
    association_id: UUID


class ProductCreated(Event):
    """A producer wrote down something that it makes."""

    name = "catalog.product_created"

    product_id: UUID
    producer_id: UUID


class ProductChanged(Event):
    """A producer's product has other words or photos, or is made no longer."""

    name = "catalog.product_changed"

    product_id: UUID
    producer_id: UUID


class LotCreated(Event):
    """A producer registered a lot."""

    name = "catalog.lot_created"

    lot_id: UUID
    producer_id: UUID
    units: int


class LotMoved(Event):
    """Units of a lot went elsewhere: used, dispatched, returned, spoiled, counted or adjusted (`kind`)."""

    name = "catalog.lot_moved"

    lot_id: UUID
    producer_id: UUID
    kind: str
    units: int
    lot_version: int


class ContributionAdded(Event):
    """A member put units of a lot into an offer; everybody's share changed."""

    name = "catalog.contribution_added"

    offer_id: UUID
    association_id: UUID
    contribution_id: UUID
    lot_id: UUID
    producer_id: UUID
    units: int
    offer_version: int


class ContributionWithdrawn(Event):
    """A member took units that nobody holds out of an offer; everybody's share changed."""

    name = "catalog.contribution_withdrawn"

    offer_id: UUID
    association_id: UUID
    contribution_id: UUID
    lot_id: UUID
    producer_id: UUID
    units: int
    offer_version: int


class UnitsHeld(Event):
    """Units of an offer were put aside for a basket."""

    name = "catalog.units_held"

    offer_id: UUID
    association_id: UUID
    units: int
    free: int
    offer_version: int


class HoldReleased(Event):
    """Units that were held are free again; `because` is released or expired."""

    name = "catalog.hold_released"

    offer_id: UUID
    association_id: UUID
    units: int
    free: int
    because: str
    offer_version: int


class UnitsLost(Event):
    """Units of a lot in an offer are there no more: spoiled, or missing at a count. Nobody held them."""

    name = "catalog.units_lost"

    offer_id: UUID
    association_id: UUID
    contribution_id: UUID
    lot_id: UUID
    producer_id: UUID
    units: int
    free: int
    offer_version: int


class UnitsReturned(Event):
    """Sold units of a lot came back, or were never there to be sent; with `to_stock` they are on sale again."""

    name = "catalog.units_returned"

    offer_id: UUID
    association_id: UUID
    contribution_id: UUID
    lot_id: UUID
    producer_id: UUID
    document: str
    units: int
    to_stock: bool
    free: int
    offer_version: int


class UnitsAllocated(Event):
    """Paid units were divided over the members' lots: `parts` are units by producer id."""

    name = "catalog.units_allocated"

    offer_id: UUID
    association_id: UUID
    document: str
    units: int
    parts: dict[UUID, int]
    rule_version: int
    offer_version: int


class CoverageChanged(Event):
    """Units of an offer that requires seals are covered by a certificate again, or no more: `free` and `uncovered` are what
    is for sale and what waits now.
    """

    name = "catalog.coverage_changed"

    offer_id: UUID
    association_id: UUID
    free: int
    uncovered: int
    offer_version: int


class SealsRequired(Event):
    """An association said which seals every unit of an offer must be covered by; `references` as in CoverBlocked."""

    name = "catalog.seals_required"

    offer_id: UUID
    association_id: UUID
    seal_ids: list[UUID]
    references: list[str]


class CoverBlocked(Event):
    """Nothing may be sold or sent by a certificate any more, for now or for good (`reason`: suspended or revoked).

    `references` say who may still pay for units that were held and had to go (see Hold.pinned_by).
    """

    name = "catalog.cover_blocked"

    cover_id: UUID
    association_id: UUID
    reason: str
    offer_ids: list[UUID]
    released_units: int
    references: list[str]


class CoverUnblocked(Event):
    """A certificate that was suspended may be sold by again."""

    name = "catalog.cover_unblocked"

    cover_id: UUID
    association_id: UUID
    offer_ids: list[UUID]
