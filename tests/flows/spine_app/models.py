"""What the spine is tested with."""

# ruff: noqa: DJ008  nobody looks at these

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from lib.ids import new_id


class Person(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=new_id)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "email"


class Membership(models.Model):
    person_id = models.UUIDField()
    association_id = models.UUIDField()


class Thing(models.Model):
    """An aggregate: its version goes up by one with each command."""

    id = models.UUIDField(primary_key=True, default=new_id)
    version = models.IntegerField(default=0)


class Effect(models.Model):
    """What the handler did: one row for each event that it thinks is new."""

    number = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(db_index=True)
    thing_id = models.UUIDField()
    version = models.IntegerField()


class Poison(models.Model):
    """While a row names a thing, its handler fails."""

    thing_id = models.UUIDField(primary_key=True)


class Note(models.Model):
    """What a job did."""

    number = models.BigAutoField(primary_key=True)
    text = models.TextField()
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
