"""Stewards' operations over HTTP."""
