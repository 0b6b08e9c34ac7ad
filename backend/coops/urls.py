"""Addresses of producers and associations."""

from django.urls import path

from coops.views import associations, invitations, mandates, members, producers, statutes

ASSOCIATION = "associations/<uuid:association_id>"

urlpatterns = [
    path("comunas", producers.ComunasView.as_view()),
    path("producers", producers.ProducersView.as_view()),
    path("producers/<uuid:producer_id>", producers.ProducerView.as_view()),
    path("producers/<uuid:producer_id>/mandates", mandates.MandatesView.as_view()),
    path("producers/<uuid:producer_id>/mandates/<uuid:mandate_id>/end", mandates.MandateEndView.as_view()),
    path(
        "producers/<uuid:producer_id>/mandate-offers/<uuid:mandate_offer_id>/revoke",
        mandates.MandateOfferRevokeView.as_view(),
    ),
    path("my-mandate-offers/<uuid:own_mandate_offer_id>/accept", mandates.MandateOfferAcceptanceView.as_view()),
    path("my-mandate-offers/<uuid:own_mandate_offer_id>/decline", mandates.MandateOfferRefusalView.as_view()),
    path("associations", associations.AssociationsView.as_view()),
    path("associations/by-slug/<slug:slug>", associations.AssociationBySlugView.as_view()),
    path(f"{ASSOCIATION}", associations.AssociationView.as_view()),
    path(f"{ASSOCIATION}/workspace", associations.WorkspaceView.as_view()),
    path(f"{ASSOCIATION}/statutes", statutes.StatutesView.as_view()),
    path(f"{ASSOCIATION}/permissions", associations.DutiesView.as_view()),
    path(f"{ASSOCIATION}/statutes/<uuid:statutes_id>", statutes.StatutesVersionView.as_view()),
    path(f"{ASSOCIATION}/statutes/<uuid:statutes_id>/accept", statutes.StatutesAcceptanceView.as_view()),
    path(f"{ASSOCIATION}/members", members.MembersView.as_view()),
    path(f"{ASSOCIATION}/members/<uuid:membership_id>", members.MemberView.as_view()),
    path(f"{ASSOCIATION}/members/<uuid:membership_id>/end", members.MembershipEndView.as_view()),
    path(f"{ASSOCIATION}/roles", members.RolesView.as_view()),
    path(f"{ASSOCIATION}/roles/<uuid:role_id>/end", members.RoleEndView.as_view()),
    path(f"{ASSOCIATION}/invitations", invitations.InvitationsView.as_view()),
    path(f"{ASSOCIATION}/invitations/<uuid:invitation_id>/revoke", invitations.InvitationRevokeView.as_view()),
    path("invitations/<slug:token>", invitations.InvitationView.as_view()),
    path("invitations/<slug:token>/accept", invitations.InvitationAcceptanceView.as_view()),
    path("my-invitations/<uuid:own_invitation_id>", invitations.OwnInvitationView.as_view()),
    path("my-invitations/<uuid:own_invitation_id>/accept", invitations.OwnInvitationAcceptanceView.as_view()),
    path("my-invitations/<uuid:own_invitation_id>/decline", invitations.OwnInvitationRefusalView.as_view()),
]
