"""Inviting by e-mail, and the letter that carries the link."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from accounts.jobs import send_mail
from accounts.models import OutgoingMail
from coops.models import Invitation
from coops.tokens import token_hash
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field


def path(association):
    return f"/api/v1/associations/{association.pk}/invitations"


def send_all():
    for letter in OutgoingMail.objects.filter(sent_at=None):
        send_mail(str(letter.pk))


def test_the_letter_carries_the_link_and_nothing_else_does(cast, admin_client):
    OutgoingMail.objects.all().delete()
    answer = admin_client.post(path(cast.association), {"email": " Nueva.Socia+queso@Example.CL "})
    assert answer.status_code == 201
    body = answer.json()
    token = re.fullmatch(r"http://127\.0\.0\.1:\d+/invitacion/([\w-]{43})", body["link"]).group(1)
    assert (body["email"], body["state"]) == ("nueva.socia+queso@example.cl", "open")
    invitation = Invitation.objects.get(pk=body["id"])
    assert invitation.token_hash == token_hash(token)
    send_all()
    (letter,) = mail.outbox
    assert letter.to == ["nueva.socia+queso@example.cl"]
    assert body["link"] in letter.body
    assert cast.association.name in letter.subject
    assert not OutgoingMail.objects.exclude(text="").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        assert not any(token in row[0] or "@" in row[0] for row in cursor.fetchall())
    told = recorded("coops.member_invited", key=cast.association.pk)[-1]
    assert "@" not in told["data"]
    assert token not in told["data"]


def test_the_letter_leaves_once(cast, admin_client):
    admin_client.post(path(cast.association), {"email": "una@example.cl"})
    send_all()
    sent = len(mail.outbox)
    for letter in OutgoingMail.objects.all():
        send_mail(str(letter.pk))
    assert len(mail.outbox) == sent


def test_no_letter_without_the_commit(cast, monkeypatch):
    from coops.services import invitations

    before = OutgoingMail.objects.count()

    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(invitations.outbox, "record", fail)
    with pytest.raises(RuntimeError):
        people.invited(cast)
    assert OutgoingMail.objects.count() == before


def test_who_may(cast, member_client, stranger_client, guest_client):
    body = {"email": "una@example.cl"}
    refused(member_client.post(path(cast.association), body), 403, "role_missing")
    refused(stranger_client.post(path(cast.association), body), 404, "not_found")
    refused(guest_client.post(path(cast.association), body), 401, "sign_in_needed")
    refused(member_client.get(path(cast.association)), 403, "role_missing")
    refused(stranger_client.get(path(cast.association)), 404, "not_found")
    assert not Invitation.objects.filter(email="una@example.cl").exists()


@pytest.mark.parametrize(
    "email",
    [
        "",
        "elsa",
        "elsa@",
        "josé@example.cl",
        "\u212aelsa@example.cl",
        "a@b\nc.cl",
        "a@example.cl\r\nBcc: b@c.cl",
        "x" * 5_000 + "@example.cl",
        "elsa@\u202eexample.cl",
    ],
)
def test_what_is_no_address_is_named(cast, admin_client, email):
    before = Invitation.objects.count()
    answer = admin_client.post(path(cast.association), {"email": email})
    body = refused(answer, 400, "validation_error")
    assert {error["attr"] for error in body["errors"]} == {"email"}
    assert Invitation.objects.count() == before


def test_one_open_invitation_to_an_address(cast, admin_client):
    first = admin_client.post(path(cast.association), {"email": "una@example.cl"}).json()
    refused(admin_client.post(path(cast.association), {"email": "UNA@example.cl"}), 409, "already_invited")
    admin_client.post(f"{path(cast.association)}/{first['id']}/revoke")
    assert admin_client.post(path(cast.association), {"email": "una@example.cl"}).status_code == 201


def test_a_hundred_open_ones_are_enough(cast, admin_client, monkeypatch):
    from coops.services import invitations

    monkeypatch.setattr(invitations, "MOST_OPEN", 1)
    assert admin_client.post(path(cast.association), {"email": "una@example.cl"}).status_code == 201
    refused(admin_client.post(path(cast.association), {"email": "otra@example.cl"}), 429, "too_many_invitations")


def test_the_list_shows_states_and_no_link(cast, admin_client):
    open_one = admin_client.post(path(cast.association), {"email": "una@example.cl"}).json()
    expired = admin_client.post(path(cast.association), {"email": "otra@example.cl"}).json()
    Invitation.objects.filter(pk=expired["id"]).update(expires_at=Invitation.objects.get(pk=expired["id"]).created_at)
    answer = admin_client.get(path(cast.association))
    rows = answer.json()["results"]
    states = {row["id"]: row["state"] for row in rows}
    assert (states[open_one["id"]], states[expired["id"]]) == ("open", "expired")
    assert sorted(states.values()) == ["expired", "open", "used", "used", "used", "used"]
    assert all("link" not in row and "token_hash" not in row for row in rows)
    assert answer.headers["Feed-Position"].startswith(f"association:{cast.association.pk}=")


def test_a_field_that_is_missing(cast, admin_client):
    refused_field(admin_client.post(path(cast.association), {}), "email", "required")


def test_a_link_lasts_two_weeks(cast, admin_client):
    made = Invitation.objects.get(
        pk=admin_client.post(path(cast.association), {"email": "una@example.cl"}).json()["id"]
    )
    assert timedelta(days=13, hours=23) < made.expires_at - made.created_at <= timedelta(days=14)
