"""What is due: groups whose time to pay is over or whose goods a certificate concerns, and baskets nobody can open."""

from lib.jobs import sweep
from orders.personal_data import forget_contacts
from orders.services import close_due_payments, forget_baskets, review_goods

sweep("orders.close_due_payments")(close_due_payments)
sweep("orders.forget_baskets")(forget_baskets)
sweep("orders.forget_contacts")(forget_contacts)
sweep("orders.review_goods")(review_goods)
