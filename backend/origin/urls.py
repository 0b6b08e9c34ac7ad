"""Addresses of seals, certificates and what is signed about them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
