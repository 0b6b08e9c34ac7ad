"""Commands of the inbox, who is told what, and how it reaches her."""

from accounts.services import resend_mail as resend
from notifications.services.choosing import KindFixed, choose_channels, choose_hours, undo_by_link, unsubscribe
from notifications.services.inbox import Notice, mark_read, tell
from notifications.services.mailing import send_due_mail
from notifications.services.pushing import DeviceRefused, add_device, remove_device, send_due_push
from notifications.services.telling import (
    tell_of_answer,
    tell_of_application,
    tell_of_assembly,
    tell_of_cancelled_assembly,
    tell_of_change_of_assembly,
    tell_of_constitution,
    tell_of_contribution,
    tell_of_decision,
    tell_of_ended_membership,
    tell_of_invitation,
    tell_of_new_member,
    tell_of_review,
    tell_of_role,
    tell_of_sale,
    tell_of_standstill,
    tell_of_suspension,
    tell_of_vote,
)
from notifications.services.telling_of_help import tell_of_help, tell_of_helper, tell_of_helps_end
from notifications.services.telling_of_orders import (
    tell_buyer,
    tell_of_handover,
    tell_of_returned_goods,
    tell_of_stopped_goods,
    tell_of_undone_step,
)
from notifications.services.telling_of_origin import (
    tell_of_certificate,
    tell_of_certificate_asked,
    tell_of_certificates_end,
)

__all__ = [
    "DeviceRefused",
    "KindFixed",
    "Notice",
    "add_device",
    "choose_channels",
    "choose_hours",
    "mark_read",
    "remove_device",
    "resend",
    "send_due_mail",
    "send_due_push",
    "tell",
    "tell_buyer",
    "tell_of_answer",
    "tell_of_application",
    "tell_of_assembly",
    "tell_of_cancelled_assembly",
    "tell_of_certificate",
    "tell_of_certificate_asked",
    "tell_of_certificates_end",
    "tell_of_change_of_assembly",
    "tell_of_constitution",
    "tell_of_contribution",
    "tell_of_decision",
    "tell_of_ended_membership",
    "tell_of_handover",
    "tell_of_help",
    "tell_of_helper",
    "tell_of_helps_end",
    "tell_of_invitation",
    "tell_of_new_member",
    "tell_of_returned_goods",
    "tell_of_review",
    "tell_of_role",
    "tell_of_sale",
    "tell_of_standstill",
    "tell_of_stopped_goods",
    "tell_of_suspension",
    "tell_of_undone_step",
    "tell_of_vote",
    "undo_by_link",
    "unsubscribe",
]
