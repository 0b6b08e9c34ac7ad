"""Decisions for stewards, to read: decisions.services owns the writing. Participations and tallies aren't shown."""

from __future__ import annotations

from django.contrib import admin

from decisions.models import Assembly, Proposal, Proxy
from lib.admin import InsideAdmin


@admin.register(Proposal)
class ProposalAdmin(InsideAdmin):
    list_display = ("association", "number", "kind", "status", "opens_at", "closes_at", "decided_at")
    list_filter = ("status", "kind")


@admin.register(Assembly)
class AssemblyAdmin(InsideAdmin):
    list_display = ("association", "title", "starts_at", "cancelled_at")


@admin.register(Proxy)
class ProxyAdmin(InsideAdmin):
    list_display = ("association", "giver", "holder", "starts_at", "ends_at", "revoked_at")
