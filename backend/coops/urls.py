"""Addresses of producers and associations."""

from django.urls import path

from coops.views import associations, invitations, producers

ASSOCIATION = "associations/<uuid:association_id>"

urlpatterns = [
    path("comunas", producers.ComunasView.as_view()),
    path("producers", producers.ProducersView.as_view()),
    path("producers/<uuid:producer_id>", producers.ProducerView.as_view()),
    path("associations", associations.AssociationsView.as_view()),
    path("associations/by-slug/<slug:slug>", associations.AssociationBySlugView.as_view()),
    path(f"{ASSOCIATION}", associations.AssociationView.as_view()),
    path(f"{ASSOCIATION}/workspace", associations.WorkspaceView.as_view()),
    path(f"{ASSOCIATION}/statutes", associations.StatutesView.as_view()),
    path(f"{ASSOCIATION}/statutes/<uuid:statutes_id>/accept", associations.StatutesAcceptanceView.as_view()),
    path(f"{ASSOCIATION}/members", associations.MembersView.as_view()),
    path(f"{ASSOCIATION}/members/<uuid:membership_id>/end", associations.MembershipEndView.as_view()),
    path(f"{ASSOCIATION}/roles", associations.RolesView.as_view()),
    path(f"{ASSOCIATION}/roles/<uuid:role_id>/end", associations.RoleEndView.as_view()),
    path(f"{ASSOCIATION}/invitations", invitations.InvitationsView.as_view()),
    path(f"{ASSOCIATION}/invitations/<uuid:invitation_id>/revoke", invitations.InvitationRevokeView.as_view()),
    path("invitations/<slug:token>", invitations.InvitationView.as_view()),
    path("invitations/<slug:token>/accept", invitations.InvitationAcceptanceView.as_view()),
]
