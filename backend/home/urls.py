"""The address of Home, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from home import views

urlpatterns = [path("home", views.HomeView.as_view())]
