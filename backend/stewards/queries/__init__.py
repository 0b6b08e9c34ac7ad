"""What stewards' pages show, and what an association's board sees of them."""

from stewards.queries.acts import described as described_acts
from stewards.queries.acts import recorded_acts
from stewards.queries.overview import Overview, last_backup, platform_overview
from stewards.queries.readings import all_readings, looks, my_readings
from stewards.queries.readings import described as described_readings

__all__ = [
    "Overview",
    "all_readings",
    "described_acts",
    "described_readings",
    "last_backup",
    "looks",
    "my_readings",
    "platform_overview",
    "recorded_acts",
]
