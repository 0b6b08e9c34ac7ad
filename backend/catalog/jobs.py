"""What is due: holds whose time is over, and offers whose certificates began or ended."""

from catalog.services import expire_holds, recheck_offers
from lib.jobs import sweep

sweep("catalog.expire_holds")(expire_holds)
sweep("catalog.recheck_offers")(recheck_offers)
