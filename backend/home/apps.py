"""A person's Home: it reads from the rooms below and owns nothing."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
