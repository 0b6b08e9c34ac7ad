"""Addresses of the inbox, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from notifications import views

urlpatterns = [
    path("inbox", views.InboxView.as_view()),
    path("inbox/items", views.LineView.as_view()),
    path("inbox/read", views.InboxReadView.as_view()),
    path("inbox/settings", views.SettingsView.as_view()),
    path("inbox/settings/channels", views.ChannelsView.as_view()),
    path("push/devices", views.PushDevicesView.as_view()),
    path("push/devices/<uuid:push_device_id>", views.PushDeviceView.as_view()),
    path("unsubscribe/<str:unsubscribe_token>", views.UnsubscribeView.as_view()),
    path("unsubscribe/<str:unsubscribe_token>/undo", views.UndoView.as_view()),
]
