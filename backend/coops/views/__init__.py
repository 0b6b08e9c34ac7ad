"""The API of producers and associations."""
