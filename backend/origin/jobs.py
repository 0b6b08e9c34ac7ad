"""What is due: certificates whose end comes near."""

from lib.jobs import sweep
from origin.services.reminders import remind_of_ends

sweep("origin.remind_of_ends")(remind_of_ends)
