"""What is due: proposals that open, close and take effect."""

from decisions.services import close_due, open_due, take_effect_due
from lib.jobs import sweep

sweep("decisions.open")(open_due)
sweep("decisions.close")(close_due)
sweep("decisions.take_effect")(take_effect_due)
