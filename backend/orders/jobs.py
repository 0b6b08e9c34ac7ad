"""What is due: order groups whose time to pay is over."""

from lib.jobs import sweep
from orders.services import close_due_payments

sweep("orders.close_due_payments")(close_due_payments)
