"""What happened to seals and certificates. No event names a person, nor what a product is called."""

from __future__ import annotations
