"""Measurements: each is a program, `python -m tests.bench.<name>`, and says what it measures."""

import sys
from pathlib import Path

# What pytest finds by its settings.
sys.path.insert(0, str(Path(__file__).parents[2] / "backend"))
