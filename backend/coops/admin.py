"""Producers and associations for stewards, to read: coops.services owns the writing."""

from __future__ import annotations

from django.contrib import admin

from coops.models import Association, Invitation, Membership, Producer, Role, Statutes
from lib.admin import InsideAdmin, ReadOnlyAdmin


@admin.register(Producer)
class ProducerAdmin(ReadOnlyAdmin):
    list_display = ("name", "comuna", "locality", "shows_name", "created_at")
    list_filter = ("comuna",)
    search_fields = ("name",)


@admin.register(Association)
class AssociationAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "comuna", "status", "created_at", "constituted_at")
    list_filter = ("status", "kind", "comuna")
    search_fields = ("name", "slug")


@admin.register(Statutes)
class StatutesAdmin(InsideAdmin):
    list_display = ("association", "version", "created_at", "adopted_at")


@admin.register(Membership)
class MembershipAdmin(InsideAdmin):
    list_display = ("association", "number", "producer", "status", "joined_at", "left_at")
    list_filter = ("status",)


@admin.register(Role)
class RoleAdmin(InsideAdmin):
    list_display = ("association", "person", "role", "starts_at", "ends_at")
    list_filter = ("role",)


@admin.register(Invitation)
class InvitationAdmin(InsideAdmin):
    list_display = ("association", "email", "created_at", "expires_at", "used_at", "revoked_at")
    exclude = ("token_hash",)
