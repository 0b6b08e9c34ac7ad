"""What is due: pictures that nothing shows."""

from lib.jobs import sweep
from pictures.services import sweep_loose

sweep("pictures.sweep_loose")(sweep_loose)
