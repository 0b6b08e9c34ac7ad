"""What may be asked of inboxes."""

from accounts.queries import FailedMail, failed_mails
from notifications.queries.changes import changes
from notifications.queries.channels import notice_settings, push_devices, unsubscribable
from notifications.queries.choices import Choice, choices_by_kind, choices_of, settings_of
from notifications.queries.inbox import UNREAD_COUNTED, NewestFirst, group_items, inbox, lines, unread_count
from notifications.queries.items import described, described_lines

__all__ = [
    "UNREAD_COUNTED",
    "Choice",
    "FailedMail",
    "NewestFirst",
    "changes",
    "choices_by_kind",
    "choices_of",
    "described",
    "described_lines",
    "failed_mails",
    "group_items",
    "inbox",
    "lines",
    "notice_settings",
    "push_devices",
    "settings_of",
    "unread_count",
    "unsubscribable",
]
