"""Demo data: facts of the region, invented people and brands, dates relative to the day of loading."""
