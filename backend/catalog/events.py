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
