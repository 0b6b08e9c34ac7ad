"""What is due: certificates whose end comes near, and files of applications that came to nothing."""

from lib.jobs import sweep
from origin.services.forgetting import drop_papers
from origin.services.reminders import remind_of_ends

sweep("origin.remind_of_ends")(remind_of_ends)
sweep("origin.drop_papers")(drop_papers)
