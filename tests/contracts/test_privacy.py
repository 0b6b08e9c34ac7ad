"""What a person typed stays where it belongs: not in logs, not in events, not in other people's answers."""

from __future__ import annotations

import io
import logging

import pytest

from events.models import OutboxEvent
from lib import logs
from tests.contracts.openapi import operations
from tests.contracts.world import order_group
from tests.support import people, trade
from tests.support.browser import Browser
from tests.support.people import client_for

EMAIL, NAME, PASSWORD = "elsa.rivera.unica@example.cl", "Elsa Rivera Única", "una-clave-larga-unica-2026"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch):
    """Everything that is logged, as a running process would write it."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure({"level": "DEBUG"})
    yield stream
    root.handlers, root.level = handlers, level


@pytest.mark.django_db
def test_a_sign_up_leaves_no_trace_of_the_person_in_logs_or_events(written: io.StringIO):
    browser = Browser()
    assert browser.sign_up(EMAIL, name=NAME, password=PASSWORD).status_code == 200
    assert browser.sign_up(EMAIL, name=NAME, password=PASSWORD).status_code in (200, 400, 401, 409)
    browser.sign_out()
    assert browser.sign_in(EMAIL, "una-clave-que-no-es").status_code in (400, 401)
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 200
    browser.send("/api/v1/producers", {"name": NAME, "comuna": "04305"})
    log = written.getvalue()
    assert log, "nothing was logged: this test would see no leak"
    for secret in (EMAIL, "Elsa Rivera", PASSWORD, "una-clave-que-no-es", browser.cookies["minga_session"].value):
        assert secret not in log
    events = " ".join(str(row.data) for row in OutboxEvent.objects.all())
    assert "Elsa" not in events
    assert "@" not in events


@pytest.mark.django_db
def test_an_invitations_token_is_not_logged(written: io.StringIO):
    cast = people.forming_association()
    token = people.invited(cast)
    client = client_for(people.person())
    assert client.get(f"/api/v1/invitations/{token}").status_code == 200
    assert client.post(f"/api/v1/invitations/{token}/accept", {}).status_code == 400
    assert client.get(f"/api/v1/invitations/{token}x").status_code == 404
    assert "invitations/<" in written.getvalue()
    assert token not in written.getvalue()


@pytest.mark.django_db
def test_members_who_do_not_deliver_read_nothing_of_the_buyer():
    pool = trade.pool()
    order_group(people.person(), pool)
    path = f"/api/v1/associations/{pool.cast.association.pk}/orders"
    seen = client_for(pool.members[1].person).get(path)
    assert seen.status_code == 200
    assert len(seen.json()["results"]) == 1
    assert "elsa@example.cl" not in seen.content.decode()
    assert "Elsa Rivera" not in seen.content.decode()


@pytest.mark.django_db
def test_who_prefers_not_to_show_a_name_is_nowhere_named_to_strangers():
    pool = trade.pool()
    producer = pool.members[1].producer
    type(producer).objects.filter(pk=producer.pk).update(name="Nombre Reservado", shows_name=False)
    for path in (
        "/api/v1/catalog/offers",
        f"/api/v1/catalog/offers/{pool.offer.slug}",
        "/api/v1/associations",
        f"/api/v1/associations/{pool.cast.association.pk}",
    ):
        answer = client_for().get(path)
        assert answer.status_code == 200
        assert "Nombre Reservado" not in answer.content.decode()


@pytest.mark.django_db
def test_a_tax_number_stands_in_no_log_event_list_or_page_of_others(written: io.StringIO):
    pool = trade.pool()
    association, maker = pool.cast.association, pool.members[1]
    board, owner = client_for(pool.cast.administrator.person), client_for(maker.person)
    kept = {board: f"/api/v1/associations/{association.pk}/rut", owner: f"/api/v1/producers/{maker.producer.pk}/rut"}
    ruts = ("12.345.678-5", "30.686.957-4")
    assert board.put(kept[board], {"rut": ruts[0]}).status_code == 200
    assert owner.put(kept[owner], {"rut": ruts[1]}).status_code == 200
    assert board.put(kept[board], {"rut": "12.345.678-4"}).status_code == 400
    here = f"/api/v1/associations/{association.pk}"
    taken = board.post(f"{here}/register/export", {"form": "csv"})
    assert taken.status_code == 200
    said = [written.getvalue(), taken.content.decode(), *(str(row.data) for row in OutboxEvent.objects.all())]
    # Every read there is, as guest, member and board, but the two that are made for it.
    for client in (client_for(), owner, board):
        for operation in operations():
            if operation.method != "get" or set(operation.names) - {"association_id", "producer_id", "slug"}:
                continue
            path = operation.path.format(
                association_id=association.pk, producer_id=maker.producer.pk, slug=association.slug
            )
            if path not in kept.values():
                said.append(client.get(path).getvalue().decode(errors="replace"))
    for text in said:
        for digits in ("12345678", "12.345.678", "30686957", "30.686.957"):
            assert digits not in text
