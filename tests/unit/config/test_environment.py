import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


def test_a_missing_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database()


@pytest.mark.parametrize("value", ["soon", "1.5", "0"])
def test_a_number_that_is_none_or_too_small_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HOLD_MINUTES", value)
    with pytest.raises(ImproperlyConfigured, match="HOLD_MINUTES"):
        environment.integer("HOLD_MINUTES", 15, least=1)


def test_a_socket_folder_and_an_escaped_password_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://minga:p%40ss@/minga?host=/run/minga&port=5433")
    assert environment.database() == {
        "NAME": "minga",
        "USER": "minga",
        "PASSWORD": "p@ss",
        "HOST": "/run/minga",
        "PORT": "5433",
    }


@pytest.mark.parametrize("value", ["mysql://localhost/x", "sqlite:///x"])
def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DATABASE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL"):
        environment.database()


@pytest.mark.parametrize("value", ["minga.example", "ftp://minga.example", "https://minga.example/shop"])
def test_an_origin_has_a_scheme_and_no_path(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PUBLIC_ORIGIN", value)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_ORIGIN"):
        environment.origin("PUBLIC_ORIGIN")


def test_mail_servers_by_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtps://minga:s%3Aecret@mail.example")
    found = environment.mail("EMAIL_URL")
    assert (found.host, found.port, found.password, found.tls, found.starttls) == (
        "mail.example", 465, "s:ecret", True, False,
    )  # fmt: skip


@pytest.mark.parametrize(("value", "means"), [("yes", True), ("1", True), ("ON", True), ("no", False), ("0", False)])
def test_a_switch_says_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, means: bool) -> None:
    monkeypatch.setenv("STEWARDS_NEED_SECOND_FACTOR", value)
    assert environment.switch("STEWARDS_NEED_SECOND_FACTOR", not means) is means
    monkeypatch.delenv("STEWARDS_NEED_SECOND_FACTOR")
    assert environment.switch("STEWARDS_NEED_SECOND_FACTOR", means) is means


def test_a_switch_that_says_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEWARDS_NEED_SECOND_FACTOR", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="STEWARDS_NEED_SECOND_FACTOR"):
        environment.switch("STEWARDS_NEED_SECOND_FACTOR", True)


def test_secrets_are_long_enough_not_to_be_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORIGIN_KEY_SECRET", raising=False)
    assert environment.secrets("ORIGIN_KEY_SECRET") == []
    monkeypatch.setenv("ORIGIN_KEY_SECRET", f"{'n' * 32}, {'o' * 40}")
    assert environment.secrets("ORIGIN_KEY_SECRET") == ["n" * 32, "o" * 40]
    monkeypatch.setenv("ORIGIN_KEY_SECRET", f"{'n' * 32},short")
    with pytest.raises(ImproperlyConfigured, match="ORIGIN_KEY_SECRET is too short"):
        environment.secrets("ORIGIN_KEY_SECRET")
