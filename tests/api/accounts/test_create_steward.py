"""Making a steward at the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Person
from tests.support import people


@pytest.fixture
def typed(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{people.PASSWORD}\n"))


def test_a_new_account(db, typed):
    call_command("create_steward", "Ana@Example.cl", name="Ana Vega", password_stdin=True)
    steward = Person.objects.get()
    assert (steward.email, steward.is_steward, steward.check_password(people.PASSWORD)) == (
        "ana@example.cl",
        True,
        True,
    )


def test_an_existing_account(db):
    someone = people.person()
    call_command("create_steward", someone.email)
    someone.refresh_from_db()
    assert someone.is_steward


@pytest.mark.parametrize(
    ("email", "options", "words"),
    [
        ("ana", {"name": "Ana"}, "correo"),
        ("ana@example.cl", {}, "--name"),
        ("ana@example.cl", {"name": "\u202e"}, "caracteres"),
    ],
)
def test_one_line_says_what_is_missing(db, typed, email, options, words):
    with pytest.raises(CommandError, match=words):
        call_command("create_steward", email, password_stdin=True, **options)
    assert not Person.objects.exists()


def test_a_weak_password(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("corta\n"))
    with pytest.raises(CommandError):
        call_command("create_steward", "ana@example.cl", name="Ana", password_stdin=True)
    assert not Person.objects.exists()


def test_the_admin_is_for_stewards_and_to_read(db):
    cast = people.constituted_association(members=2)
    steward = people.client_for(people.person(is_steward=True))
    other = people.client_for(people.person())
    for page in ("accounts/person", "accounts/consent", "coops/association", "coops/invitation", "coops/membership"):
        assert steward.get(f"/admin/{page}/").status_code == 200
        assert steward.get(f"/admin/{page}/add/").status_code == 403
        assert other.get(f"/admin/{page}/").status_code == 302
    answer = steward.get(f"/admin/coops/association/{cast.association.pk}/change/")
    assert answer.status_code == 200
    assert 'name="_save"' not in answer.content.decode()
    assert steward.post(f"/admin/coops/association/{cast.association.pk}/change/", {"name": "x"}).status_code == 403
    people.invited(cast)
    invitation = cast.association.invitations.latest("created_at")
    assert invitation.token_hash not in steward.get(f"/admin/coops/invitation/{invitation.pk}/change/").content.decode()


def test_the_admin_has_no_door_of_its_own(db):
    assert people.client_for().get("/admin/login/")["Location"] == "/entrar"
    assert people.client_for().post("/admin/login/", {"username": "a", "password": "b"})["Location"] == "/entrar"
    assert people.client_for(people.person()).get("/admin/login/").status_code == 404
