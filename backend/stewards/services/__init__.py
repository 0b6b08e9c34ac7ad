"""Commands of stewards; each leaves its line in the record."""

from stewards.services.associations import reinstate_association, suspend_association
from stewards.services.people import NotOneself, block, look_up, reset_second_factors, unblock
from stewards.services.readings import (
    ReadingOpen,
    TooLong,
    begin_reading,
    end_due_readings,
    end_reading,
    note_admin_read,
    note_read,
    tell_board,
)
from stewards.services.record import note_backup, record
from stewards.services.work import (
    NotParked,
    hurry_mails,
    redrive,
    redrive_cause,
    resend_mail,
    retry_refund,
    retry_tasks,
    retry_webhook,
    set_aside,
)

__all__ = [
    "NotOneself",
    "NotParked",
    "ReadingOpen",
    "TooLong",
    "begin_reading",
    "block",
    "end_due_readings",
    "end_reading",
    "hurry_mails",
    "look_up",
    "note_admin_read",
    "note_backup",
    "note_read",
    "record",
    "redrive",
    "redrive_cause",
    "reinstate_association",
    "resend_mail",
    "reset_second_factors",
    "retry_refund",
    "retry_tasks",
    "retry_webhook",
    "set_aside",
    "suspend_association",
    "tell_board",
    "unblock",
]
