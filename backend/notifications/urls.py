"""Addresses of the inbox, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from notifications import views

urlpatterns = [
    path("inbox", views.InboxView.as_view()),
    path("inbox/read", views.InboxReadView.as_view()),
]
