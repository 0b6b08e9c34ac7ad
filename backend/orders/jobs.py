"""What is due: order groups whose time to pay is over, and baskets that nobody can open any more."""

from lib.jobs import sweep
from orders.personal_data import forget_contacts
from orders.services import close_due_payments, forget_baskets

sweep("orders.close_due_payments")(close_due_payments)
sweep("orders.forget_baskets")(forget_baskets)
sweep("orders.forget_contacts")(forget_contacts)
