"""What is due: boards to remind of a review, and documents that nothing shows."""

from coops.services.documents import sweep_loose_documents
from coops.services.reviews import remind_of_reviews
from lib.jobs import sweep

sweep("coops.remind_of_reviews")(remind_of_reviews)
sweep("coops.sweep_loose_documents")(sweep_loose_documents)
