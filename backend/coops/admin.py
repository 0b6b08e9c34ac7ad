"""Producers and associations for stewards, to read: coops.services owns the writing."""

from __future__ import annotations

from django.contrib import admin

from coops.models import (
    Application,
    Association,
    AssociationSuspension,
    Invitation,
    Membership,
    MembershipSuspension,
    Producer,
    Role,
    Statutes,
)
from lib.admin import InsideAdmin, ReadOnlyAdmin


@admin.register(Producer)
class ProducerAdmin(ReadOnlyAdmin):
    list_display = ("name", "comuna", "locality", "shows_name", "created_at")
    list_filter = ("comuna",)
    search_fields = ("name",)
    exclude = ("rut",)


@admin.register(Association)
class AssociationAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "comuna", "status", "created_at", "constituted_at")
    list_filter = ("status", "kind", "comuna")
    search_fields = ("name", "slug")
    exclude = ("rut",)


@admin.register(Statutes)
class StatutesAdmin(InsideAdmin):
    list_display = ("association", "version", "created_at", "adopted_at")


@admin.register(Membership)
class MembershipAdmin(InsideAdmin):
    list_display = ("association", "number", "producer", "status", "suspended_until", "joined_at", "left_at")
    list_filter = ("status",)


@admin.register(MembershipSuspension)
class MembershipSuspensionAdmin(InsideAdmin):
    list_display = ("association", "membership", "starts_at", "until", "lifted_at")
    exclude = ("reason",)


@admin.register(AssociationSuspension)
class AssociationSuspensionAdmin(ReadOnlyAdmin):
    list_display = ("association", "starts_at", "lifted_at")


@admin.register(Role)
class RoleAdmin(InsideAdmin):
    list_display = ("association", "person", "role", "starts_at", "ends_at")
    list_filter = ("role",)


@admin.register(Invitation)
class InvitationAdmin(InsideAdmin):
    list_display = ("association", "email", "created_at", "expires_at", "used_at", "revoked_at")
    exclude = ("token_hash",)


@admin.register(Application)
class ApplicationAdmin(InsideAdmin):
    list_display = ("association", "producer", "admission", "state", "made_at", "closed_at")
    list_filter = ("state",)
    exclude = ("answers", "reason")
