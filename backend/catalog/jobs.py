"""What is due: holds whose time is over."""

from catalog.services import expire_holds
from lib.jobs import sweep

sweep("catalog.expire_holds")(expire_holds)
