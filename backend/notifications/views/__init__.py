"""The inbox over HTTP, and how it reaches people."""

from notifications.views.channels import ChannelsView, PushDevicesView, PushDeviceView, SettingsView
from notifications.views.inbox import InboxReadView, InboxView, LineView
from notifications.views.links import UndoView, UnsubscribeView

__all__ = [
    "ChannelsView",
    "InboxReadView",
    "InboxView",
    "LineView",
    "PushDeviceView",
    "PushDevicesView",
    "SettingsView",
    "UndoView",
    "UnsubscribeView",
]
