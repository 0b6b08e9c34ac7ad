"""What each kind of notice is about, how its items are grouped, and which channels carry it unless somebody chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models

from notifications.models import InboxItem

Kind = InboxItem.Kind


class Topic(models.TextChoices):
    """What people choose by: a handful of questions, not a wall of boxes."""

    DUTIES = "duties"
    SALES = "sales"
    POOL = "pool"
    ASSOCIATION = "association"
    ORDERS = "orders"


class InApp(models.TextChoices):
    """`quiet` items stand in the inbox as read: they are there and nothing rings."""

    SHOW = "show"
    QUIET = "quiet"


class Email(models.TextChoices):
    """At once, or in the digest of a day or a week."""

    OFF = "off"
    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`subject` is the id in an item's params by which a day's items of the kind become one line; None: each its own.

    A `fixed` kind is about somebody's money or rights: it can't be switched off. With `by_letter` the room that it comes
    from writes itself.
    """

    topic: Topic
    subject: str | None = None
    in_app: InApp = InApp.SHOW
    email: Email = Email.DAILY
    push: bool = False
    fixed: bool = False
    by_letter: bool = False


RULES: Final[Mapping[Kind, Rule]] = {
    Kind.INVITATION_RECEIVED: Rule(topic=Topic.DUTIES, push=True, fixed=True, by_letter=True),  # it carries the link
    Kind.ROLE_GIVEN: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.MEMBERSHIP_ENDED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True, fixed=True),
    Kind.MEMBERSHIP_SUSPENDED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True, fixed=True),
    Kind.MEMBERSHIP_REINSTATED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True, fixed=True),
    Kind.STEWARD_READING: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True, fixed=True),
    Kind.VOTE_OPENED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.ASSEMBLY_CALLED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.APPLICATION_MADE: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.APPLICATION_ANSWERED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True, fixed=True),
    Kind.ASSEMBLY_CHANGED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.STATUTES_REVIEW: Rule(topic=Topic.DUTIES, email=Email.NOW),
    Kind.HELP_ASKED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.HELPER_NAMED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True, fixed=True),
    Kind.HELPED_ACT: Rule(topic=Topic.DUTIES, push=True),
    Kind.HELP_ENDS: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.HELPER_ENDS: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.CERTIFICATE_APPLIED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.CERTIFICATE_CHANGED: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True, fixed=True),
    Kind.CERTIFICATE_ENDS: Rule(topic=Topic.DUTIES, email=Email.NOW, push=True),
    Kind.UNITS_SOLD: Rule(topic=Topic.SALES, subject="offer_id", push=True),
    Kind.CONTRIBUTION_ADDED: Rule(topic=Topic.POOL, subject="offer_id", email=Email.WEEKLY),
    Kind.MEMBER_JOINED: Rule(topic=Topic.ASSOCIATION, subject="association_id", email=Email.WEEKLY),
    Kind.ASSOCIATION_CONSTITUTED: Rule(topic=Topic.ASSOCIATION, email=Email.NOW, push=True),
    Kind.ASSOCIATION_SUSPENDED: Rule(topic=Topic.ASSOCIATION, email=Email.NOW, push=True, fixed=True),
    Kind.ASSOCIATION_REINSTATED: Rule(topic=Topic.ASSOCIATION, email=Email.NOW, push=True, fixed=True),
    Kind.VOTE_DECIDED: Rule(topic=Topic.ASSOCIATION),
    Kind.ORDER_PAID: Rule(topic=Topic.ORDERS, push=True, fixed=True, by_letter=True),
    Kind.ORDER_READY: Rule(topic=Topic.ORDERS, push=True, fixed=True, by_letter=True),
    Kind.ORDER_SENT: Rule(topic=Topic.ORDERS, push=True, fixed=True, by_letter=True),
    Kind.ORDER_REFUNDED: Rule(topic=Topic.ORDERS, push=True, fixed=True, by_letter=True),
    Kind.ORDER_STOPPED: Rule(topic=Topic.ORDERS, push=True, fixed=True, by_letter=True),
    Kind.ORDER_CORRECTED: Rule(topic=Topic.ORDERS, push=True, fixed=True, by_letter=True),
    Kind.ORDER_RETURNED: Rule(topic=Topic.ORDERS, push=True, fixed=True, by_letter=True),
    Kind.GOODS_STOPPED: Rule(topic=Topic.DUTIES, subject="association_id", email=Email.NOW, push=True),
    Kind.ORDER_EXPIRED: Rule(topic=Topic.ORDERS, email=Email.NOW, push=True),
}


def rule_of(kind: str) -> Rule:
    """This will return the rule of a kind that is stored, also of one that a newer release wrote."""
    return RULES[Kind(kind)] if kind in Kind.values else Rule(topic=Topic.DUTIES, email=Email.OFF)
