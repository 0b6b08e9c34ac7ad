"""Addresses of the account."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("me", views.MeView.as_view(), name="me"),
    path("me/consents", views.ConsentsView.as_view(), name="consents"),
    path("me/sessions", views.SessionsView.as_view(), name="sessions"),
    path("me/sessions/end-others", views.OtherSessionsView.as_view(), name="other_sessions"),
    path("me/sessions/<int:session_id>", views.SessionView.as_view(), name="session"),
    path("me/exports", views.ExportsView.as_view(), name="exports"),
    path("me/exports/<uuid:export_id>/file", views.ExportFileView.as_view(), name="export_file"),
    path("me/deletion", views.DeletionView.as_view(), name="deletion"),
]
