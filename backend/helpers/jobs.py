"""What is due: consents that run out soon."""

from helpers.services import remind_of_ends
from lib.jobs import sweep

sweep("helpers.remind_of_ends")(remind_of_ends)
