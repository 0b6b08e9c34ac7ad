"""A member's power to another (*poder*): given and taken back under the association's lock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coops.models import Association, Membership
from coops.queries import people_of
from coops.services import locks
from decisions import events
from decisions.models import Assembly, Proxy
from decisions.services.assemblies import AFTER_ASSEMBLY, AssemblyOver
from decisions.terms import proxies_per_holder
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound

LONGEST: Final = timedelta(days=366)


class ProxyToOneself(DomainError):
    """Giver and holder are the same member, or the same person acts for both."""

    status = 400
    code = "proxy_to_oneself"
    title = _("Give the proxy to another member, whom somebody else acts for.")


class ProxyPeriod(DomainError):
    """It needs an end, ahead and within a year; or an assembly."""

    status = 400
    code = "proxy_period_invalid"
    title = _("Say for which assembly the proxy is, or until which day: one that is still to come, within a year.")


class ProxyInACircle(DomainError):
    """The holder has given its own proxy away, directly or over others, to the giver."""

    code = "proxy_in_a_circle"
    title = _("This member gave its own vote away, and it would come back to you. Choose another one.")


class ProxyHeldAlready(DomainError):
    """The giver has a live proxy that overlaps."""

    code = "proxy_given_already"
    title = _("Your vote is with somebody for that time. Take that proxy back first.")


class TooManyProxies(DomainError):
    """The holder's limit is reached."""

    code = "too_many_proxies"
    title = _("This member holds as many proxies as the association allows.")
    detail = _("The limit is %(limit)s.")


@transaction.atomic
def give_proxy(
    *,
    actor: Actor,
    association_id: UUID,
    giver_id: UUID,
    holder_id: UUID,
    assembly_id: UUID | None = None,
    ends_at: datetime | None = None,
) -> Proxy:
    """This will let the holder vote for the giver: in an assembly's proposals, or in all until `ends_at`.

    :raises NotFound: if the actor doesn't act for the giver, or one of them isn't a member, or there is no such assembly.
    :raises ProxyToOneself, ProxyInACircle, ProxyHeldAlready, TooManyProxies: as they say.
    :raises ProxyPeriod: if it would have ended, would last for more than a year, or has no end.
    :raises AssemblyOver: if the assembly was cancelled, or took place long ago.
    """
    association = locks.open_association(association_id)
    giver, holder = _member(association, giver_id), _member(association, holder_id)
    person_id = locks.acting_person(actor, giver.producer_id)
    if giver.pk == holder.pk or set(people_of(holder.producer_id)) <= set(people_of(giver.producer_id)):
        raise ProxyToOneself
    assembly, until = _until(association, assembly_id, ends_at)
    if _overlapping(assembly).filter(giver=giver).exists():
        raise ProxyHeldAlready
    if _leads_to(giver.pk, holder.pk):
        raise ProxyInACircle
    limit = proxies_per_holder(association_id)
    if _overlapping(assembly).filter(holder=holder).count() >= limit:
        raise TooManyProxies(limit=limit)
    proxy = Proxy.objects.create(
        association=association,
        giver=giver,
        holder=holder,
        assembly=assembly,
        starts_at=database_now(),
        ends_at=until,
        given_by_id=person_id,
    )
    outbox.record(
        events.ProxyGiven(
            association_id=association.pk, proxy_id=proxy.pk, giver_id=giver.producer_id, holder_id=holder.producer_id
        ),
        key=proxy.pk,
        streams=[f"producer:{giver.producer_id}", f"producer:{holder.producer_id}"],
    )
    return proxy


@transaction.atomic
def revoke_proxy(*, actor: Actor, association_id: UUID, proxy_id: UUID) -> Proxy:
    """This will take a proxy back at once. What was voted by it stands. Revoking twice changes nothing.

    :raises NotFound: if there is no such proxy, or the actor acts neither for its giver nor for its holder.
    """
    proxy = (
        Proxy.objects.select_for_update(no_key=True, of=("self",))
        .select_related("giver", "holder")
        .filter(pk=proxy_id, association_id=association_id)
        .first()
    )
    person_id = locks.person(actor)
    if proxy is None:
        raise NotFound
    if person_id not in {*people_of(proxy.giver.producer_id), *people_of(proxy.holder.producer_id)}:
        raise NotFound
    if proxy.revoked_at is None:
        proxy.revoked_at = database_now()
        proxy.save(update_fields=["revoked_at"])
        outbox.record(
            events.ProxyRevoked(
                association_id=association_id,
                proxy_id=proxy.pk,
                giver_id=proxy.giver.producer_id,
                holder_id=proxy.holder.producer_id,
            ),
            key=proxy.pk,
            streams=[f"producer:{proxy.giver.producer_id}", f"producer:{proxy.holder.producer_id}"],
        )
    return proxy


def _member(association: Association, membership_id: UUID) -> Membership:
    found = Membership.objects.active().filter(pk=membership_id, association=association).first()
    if found is None:
        raise NotFound
    return found


def _until(
    association: Association, assembly_id: UUID | None, ends_at: datetime | None
) -> tuple[Assembly | None, datetime]:
    now = database_now()
    if assembly_id is None:
        if ends_at is None or not now < ends_at <= now + LONGEST:
            raise ProxyPeriod
        return None, ends_at
    assembly = Assembly.objects.filter(pk=assembly_id, association=association).first()
    if assembly is None:
        raise NotFound
    if assembly.cancelled_at or assembly.starts_at + AFTER_ASSEMBLY <= now:
        raise AssemblyOver
    return assembly, assembly.starts_at + AFTER_ASSEMBLY


def _overlapping(assembly: Assembly | None) -> models.QuerySet[Proxy]:
    # A proxy for a period covers every assembly; two assemblies' proxies are apart.
    live = Proxy.objects.live()
    return live if assembly is None else live.filter(Q(assembly=None) | Q(assembly=assembly))


def _leads_to(giver_id: UUID, holder_id: UUID) -> bool:
    """Whether the holder's own vote went, from hand to hand, to the giver."""
    seen: set[UUID] = set()
    ahead = {holder_id}
    while ahead:
        if giver_id in ahead:
            return True
        seen |= ahead
        ahead = set(Proxy.objects.live().filter(giver_id__in=ahead).values_list("holder_id", flat=True)) - seen
    return False
