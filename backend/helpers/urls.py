"""Addresses of helpers."""

from django.urls import path

from helpers import views

ASSOCIATION = "associations/<uuid:association_id>"
PRODUCER = "producers/<uuid:producer_id>"
MINE = "my-helpers/<uuid:own_helper_id>"

urlpatterns = [
    path(f"{ASSOCIATION}/helpers", views.HelpersView.as_view()),
    path(f"{ASSOCIATION}/paper-members", views.PaperMembersView.as_view()),
    path(f"{ASSOCIATION}/helpers/<uuid:helper_id>/end", views.HelperEndView.as_view()),
    path(f"{ASSOCIATION}/helpers/<uuid:helper_id>/contact", views.ContactView.as_view()),
    path(f"{ASSOCIATION}/members/<uuid:membership_id>/owner", views.OwnershipView.as_view()),
    path(f"{ASSOCIATION}/helped-acts", views.AssociationActsView.as_view()),
    path(f"{PRODUCER}/helpers", views.ProducerHelpersView.as_view()),
    path(f"{PRODUCER}/helped-acts", views.ProducerActsView.as_view()),
    path(f"{PRODUCER}/helpers/<uuid:helper_id>/end", views.ProducerHelperEndView.as_view()),
    path("my-helpers", views.MyHelpsView.as_view()),
    path(MINE, views.MyHelpView.as_view()),
    path(f"{MINE}/accept", views.MyHelpAcceptanceView.as_view()),
    path(f"{MINE}/end", views.MyHelpEndView.as_view()),
    path(f"{MINE}/acts", views.MyActsView.as_view()),
    path(f"{MINE}/receipts", views.MyReceiptsView.as_view()),
]
