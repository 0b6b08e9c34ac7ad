"""What is due: boards to remind of a review, suspensions that ended, and documents that nothing shows."""

from coops.services.documents import sweep_loose_documents
from coops.services.reviews import remind_of_reviews
from coops.services.suspension_ends import tell_of_ends
from lib.jobs import sweep

sweep("coops.remind_of_reviews")(remind_of_reviews)
sweep("coops.tell_of_ended_suspensions")(tell_of_ends)
sweep("coops.sweep_loose_documents")(sweep_loose_documents)
