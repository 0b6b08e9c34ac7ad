"""The feed's contract with browsers, on the real server: welcome, backlog, entries, and every way to be shut out."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from infra.local import scratch
from tests.flows.spine_stand import Stand, sessions_of, stand, wait_until
from tests.flows.story_people import PATIENT

FEED = "/ws/v1/feed"
OUT_SECONDS = 60  # five on a quiet machine


class House:
    """A stand with its address, and ways to make things happen in it."""

    def __init__(self, here: Stand, address: str, visitors: list[tuple[uuid.UUID, str]]) -> None:
        self.here = here
        self.address = address
        self.visitors = visitors

    @contextmanager
    def socket(self, *, session: str | None = None, path: str = FEED, **options: Any) -> Iterator[ClientConnection]:
        options = {"origin": f"http://{self.address}", **PATIENT, **options}
        headers = {"Cookie": f"minga_session={session}"} if session else {}
        with connect(f"ws://{self.address}{path}", additional_headers=headers, **options) as line:
            yield line

    def happen(self, stream: str, times: int = 1) -> tuple[int, uuid.UUID]:
        """This will write entries to the feed without telling anybody, and return the last number and subject."""
        return self.here.rows(_ENTER, stream=stream, times=times)[-1]

    def read(self, query: str, *, session: str | None = None) -> tuple[int, dict[str, Any]]:
        request = urllib.request.Request(f"http://{self.address}/api/v1/feed?{query}")
        if session:
            request.add_header("Cookie", f"minga_session={session}")
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)


_ENTER = """
    WITH counted AS (
        INSERT INTO events_streamcounter AS c (stream, seq) VALUES (%(stream)s, %(times)s)
        ON CONFLICT (stream) DO UPDATE SET seq = c.seq + EXCLUDED.seq RETURNING seq
    ), entered AS (
        INSERT INTO events_feedentry (stream, seq, event, subject, at, entered_at)
        SELECT %(stream)s, seq - n, 'spine.thing_changed', gen_random_uuid(), clock_timestamp(), clock_timestamp()
        FROM counted, generate_series(0, %(times)s - 1) AS n RETURNING seq, subject
    )
    SELECT seq, subject FROM entered ORDER BY seq
"""


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with scratch.folder("minga-feed") as folder, stand(folder / "stand") as here:
        yield House(here, here.serve(), sessions_of(here, 16))


def hello(line: ClientConnection, streams: dict[str, int | None], **more: Any) -> dict[str, Any]:
    """This will say hello and return the welcome; of what was followed before something may stand between."""
    line.send(json.dumps({"type": "hello", "epoch": None, "streams": streams, "links": {}, **more}))
    deadline = time.monotonic() + 60
    while (frame := json.loads(line.recv(max(0.01, deadline - time.monotonic()))))["type"] != "welcome":
        pass
    return frame


def next_entry(line: ClientConnection, seconds: float = 60) -> dict[str, Any]:
    """This will return the next entry; the heads that come every 15 seconds may stand between."""
    deadline = time.monotonic() + seconds
    while True:
        frame = json.loads(line.recv(max(0.01, deadline - time.monotonic())))
        if frame["type"] != "heads":
            return frame


def closing_code(line: ClientConnection, seconds: float = 60) -> int:
    deadline = time.monotonic() + seconds
    try:
        while True:
            line.recv(max(0.01, deadline - time.monotonic()))
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


def unique(prefix: str) -> str:
    return f"{prefix}:{uuid.uuid4()}"


def member(house: House) -> tuple[str, str, uuid.UUID]:
    """A person's session, the stream of their association, and the person."""
    person, session = house.visitors.pop()
    association = uuid.uuid4()
    house.here.rows("INSERT INTO spine_membership (person_id, association_id) VALUES (%s, %s)", person, association)
    return session, f"association:{association}", person


def test_heads_come_by_themselves(house: House) -> None:
    with house.socket() as line:
        heads = hello(line, {"catalog": None})["heads"]
        assert json.loads(line.recv(60)) == {"type": "heads", "heads": heads}


def test_welcome_then_entries_from_now_on(house: House) -> None:
    house.happen("catalog", times=3)
    with house.socket() as line:
        before = house.here.value("SELECT seq FROM events_streamcounter WHERE stream = 'catalog'")
        welcome = hello(line, {"catalog": None})
        assert welcome["type"] == "welcome"
        assert welcome["heads"] == {"catalog": before}
        assert welcome["denied"] == welcome["reset"] == []
        assert uuid.UUID(welcome["epoch"])
        _seq, subject = house.happen("catalog")
        entry = next_entry(line)
        assert set(entry) == {"type", "stream", "seq", "event", "subject", "at"}
        assert (entry["type"], entry["stream"], entry["seq"]) == ("entry", "catalog", before + 1)
        assert (entry["subject"], entry["event"]) == (str(subject), "spine.thing_changed")


def test_who_returns_gets_what_was_missed_in_order(house: House) -> None:
    session, stream, _person = member(house)
    house.happen(stream, times=1200)  # more than two pages
    with house.socket(session=session) as line:
        assert hello(line, {stream: 7})["heads"] == {stream: 1200}
        assert [next_entry(line)["seq"] for _ in range(1193)] == list(range(8, 1201))
        house.happen(stream)
        assert next_entry(line)["seq"] == 1201


def test_entries_that_come_while_catching_up_keep_their_order(house: House) -> None:
    session, stream, _person = member(house)
    house.happen(stream, times=2000)
    done = threading.Event()

    def go_on() -> None:
        while not done.is_set():
            house.happen(stream, times=7)

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        for _ in range(3):
            with house.socket(session=session) as line:
                hello(line, {stream: 0})
                assert [next_entry(line)["seq"] for _ in range(2040)] == list(range(1, 2041))
    finally:
        done.set()
        writer.join()


def test_a_lost_poke_is_made_up_for_before_the_next_heads(house: House) -> None:
    with house.socket() as line:
        hello(line, {"catalog": None})
        waits = []
        for _ in range(5):
            seq, _subject = house.happen("catalog")
            began = time.monotonic()
            assert next_entry(line)["seq"] == seq
            waits.append(time.monotonic() - began)
        # Half a second on a quiet machine. Without the comparison of heads all but the first would be fifteen.
        assert sorted(waits)[2] < 12


def test_hello_again_replaces_the_set(house: House) -> None:
    session, stream, _person = member(house)
    with house.socket(session=session) as line:
        hello(line, {"catalog": None})
        assert hello(line, {stream: None})["heads"] == {stream: 0}
        house.happen("catalog")
        house.happen(stream)
        assert next_entry(line)["stream"] == stream
        with pytest.raises(TimeoutError):
            next_entry(line, 1)


def test_strangers_guests_and_bad_names_are_denied(house: House) -> None:
    session, stream, person = member(house)
    _stranger, stranger = house.visitors.pop()
    names = [
        stream,
        f"user:{person}",
        stream.upper(),
        f"{stream} ",
        "association:",
        "association",
        "nobody",
        unique("order"),
    ]
    for visitor in (None, stranger, "no-such-session"):
        with house.socket(session=visitor) as line:
            assert hello(line, dict.fromkeys(names))["denied"] == sorted(names)
    with house.socket(session=session) as line:
        assert hello(line, dict.fromkeys(names))["denied"] == sorted(names[2:])


def test_a_guest_follows_an_order_by_its_link(house: House) -> None:
    stream, other = unique("order"), unique("order")
    links = {stream: f"link-{stream.removeprefix('order:')}", other: "forged"}
    with house.socket() as line:
        welcome = hello(line, {stream: None, other: None}, links=links)
        assert welcome["denied"] == [other]
        house.happen(stream)
        assert next_entry(line)["stream"] == stream


def test_what_is_no_longer_kept_begins_anew(house: House) -> None:
    session, stream, _person = member(house)
    house.happen(stream, times=10)
    house.here.rows(
        "UPDATE events_feedentry SET entered_at = now() - interval '31 days' WHERE stream = %s AND seq <= 6", stream
    )
    house.here.run("shell", "--no-imports", "-c", "from events import feed; feed.forget_old(200)")
    for after, reset in ((0, True), (5, True), (6, False), (10, False), (11, True)):
        with house.socket(session=session) as line:
            welcome = hello(line, {stream: after})
            assert welcome["reset"] == ([stream] if reset else []), after
            got = [next_entry(line)["seq"] for _ in range(0 if reset else 10 - after)]
            assert got == ([] if reset else list(range(after + 1, 11)))
            status, page = house.read(f"stream={stream}&after={after}", session=session)
            assert (status, page["reset"], page["head"]) == (200, reset, 10)
            assert [entry["seq"] for entry in page["entries"]] == got


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"type":"hello"}',
        '{"type":"hello","streams":[]}',
        '{"type":"hello","streams":{"catalog":-1}}',
        '{"type":"hello","streams":{"catalog":true}}',
        '{"type":"hello","streams":{"catalog":1.5}}',
        '{"type":"hello","streams":{"catalog":1e999}}',
        '{"type":"hello","streams":{"catalog":NaN}}',
        '{"type":"hello","streams":{"catalog":' + "9" * 5000 + "}}",
        '{"type":"hello","streams":{},"epoch":"soon"}',
        '{"type":"hello","streams":{},"epoch":7}',
        '{"type":"hello","streams":{},"links":[]}',
        '{"type":"hello","streams":{},"links":{"a":1}}',
        '{"type":"bye","streams":{}}',
        "[" * 16_000,
        '{"type":"hello","streams":{"' + "x" * 17_000 + '":null}}',
        json.dumps({"type": "hello", "streams": {f"s{n}": None for n in range(101)}}),
        b'{"type":"hello","streams":{}}',
    ],
)
def test_malformed_frames_close_with_4400(house: House, frame: str | bytes) -> None:
    with house.socket() as line:
        line.send(frame)
        assert closing_code(line) == 4400


def test_odd_but_valid_frames_are_taken(house: House) -> None:
    with house.socket() as line:
        line.send('{"type":"hello","streams":{"a\\u0000b":null,"\\u202ex":1},"links":{"catalog":"\\u0000"},"more":1}')
        assert json.loads(line.recv(60))["denied"] == sorted(["a\x00b", "\u202ex"])


def test_a_frame_beyond_any_measure_is_cut_off(house: House) -> None:
    with house.socket() as line, house.socket() as other:
        hello(other, {"catalog": None})
        with suppress(ConnectionClosed):  # it may be cut off while it is still being sent, and not be told why
            line.send("x" * 200_000)
        assert closing_code(line) in {1009, 4400, 1006}
        # 1006 is also what a hub that broke would leave behind: it goes on telling everybody else.
        seq, _subject = house.happen("catalog")
        assert next_entry(other)["seq"] == seq


@pytest.mark.parametrize(
    "origin", [None, "null", "http://127.0.0.1:1", "https://evil.example", "http://evil.example@x"]
)
def test_a_socket_of_another_site_is_refused_before_it_opens(house: House, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused, house.socket(origin=origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("path", ["/ws/", "/ws/v2/feed", "/ws/v1/feed/", "/ws/v1/%66eed/x"])
def test_any_other_path_closes_with_4404(house: House, path: str) -> None:
    with house.socket(path=path) as line:
        assert closing_code(line) == 4404


def test_a_removed_member_is_out(house: House) -> None:
    session, stream, person = member(house)
    with house.socket(session=session) as line, house.socket(session=session) as other:
        hello(line, {stream: None})
        hello(other, {"catalog": None})
        house.here.rows("DELETE FROM spine_membership WHERE person_id = %s", person)
        began = time.monotonic()
        assert closing_code(line) == 4403
        assert time.monotonic() - began < OUT_SECONDS
        house.happen("catalog")
        assert next_entry(other)["stream"] == "catalog"
    with house.socket(session=session) as line:
        assert hello(line, {stream: None})["denied"] == [stream]
    assert house.read(f"stream={stream}", session=session)[0] == 404


@pytest.mark.parametrize(
    "end",
    [
        "DELETE FROM django_session WHERE session_key = %(session)s",
        "UPDATE django_session SET expire_date = now() WHERE session_key = %(session)s",
        "UPDATE spine_person SET password = 'another' WHERE id = %(person)s",
        "UPDATE spine_person SET is_active = false WHERE id = %(person)s",
        "DELETE FROM spine_person WHERE id = %(person)s",
    ],
)
def test_a_session_that_is_over_is_out(house: House, end: str) -> None:
    session, stream, person = member(house)
    with house.socket(session=session) as line:
        assert hello(line, {stream: None, "catalog": None})["denied"] == []
        house.here.rows(end, session=session, person=person)
        began = time.monotonic()
        assert closing_code(line) == 4401
        assert time.monotonic() - began < OUT_SECONDS


def test_who_reads_too_slowly_is_cut_off_and_harms_nobody(house: House) -> None:
    session, stream, _person = member(house)
    house.happen(stream, times=60_000)
    line = socket.create_connection(("127.0.0.1", int(house.address.rsplit(":", 1)[1])))
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    with house.socket() as other:
        hello(other, {"catalog": None})
        line.sendall(
            f"GET {FEED} HTTP/1.1\r\nHost: {house.address}\r\nOrigin: http://{house.address}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
            f"Cookie: minga_session={session}\r\n\r\n".encode()
        )
        assert line.recv(4096).startswith(b"HTTP/1.1 101")  # the last that it reads
        body = json.dumps({"type": "hello", "streams": {stream: 0}}).encode()
        line.sendall(bytes([0x81, 0x80 | len(body), 0, 0, 0, 0]) + body)
        deadline = time.monotonic() + 240
        while _is_connected(house, line):  # and it never reads
            began = time.monotonic()
            assert began < deadline, "a client that never reads is still there"
            seq, _subject = house.happen("catalog")
            assert next_entry(other)["seq"] == seq
            time.sleep(0.2)
    line.close()


def _is_connected(house: House, line: socket.socket) -> bool:
    """Whether the server still holds its end, by the kernel's own table of connections."""
    mine = line.getsockname()[1]
    server = int(house.address.rsplit(":", 1)[1])
    with Path("/proc/net/tcp").open() as table:
        for row in table.readlines()[1:]:
            local, remote, state = row.split()[1:4]
            if int(local.split(":")[1], 16) == server and int(remote.split(":")[1], 16) == mine:
                return state == "01"
    return False


def test_the_feed_over_http_says_the_same(house: House) -> None:
    session, stream, _person = member(house)
    house.happen(stream, times=3)
    with house.socket(session=session) as line:
        welcome = hello(line, {stream: 1})
        frames = [next_entry(line) for _ in range(2)]
    status, page = house.read(f"stream={stream}&after=1", session=session)
    assert status == 200
    assert (page["epoch"], page["head"], page["reset"]) == (welcome["epoch"], 3, False)
    assert [{"type": "entry", **entry} for entry in page["entries"]] == frames
    assert house.read(f"stream={stream}", session=session)[1]["entries"] == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("stream=catalog&after=-1", 400),
        ("stream=catalog&after=x", 400),
        ("stream=catalog&after=" + "9" * 5000, 400),
        ("stream=catalog&after=9223372036854775807", 200),
        ("stream=catalog&after=9223372036854775808", 400),
        ("stream=" + "x" * 200, 400),
        ("stream=%00", 400),
        ("stream=nobody", 404),
        ("stream=order:3f1c9a44-6f0e-4d7a-9f64-5b1f1b9a0c11&link=forged", 404),
    ],
)
def test_odd_questions_over_http(house: House, query: str, status: int) -> None:
    assert house.read(query)[0] == status


def test_another_epoch_sends_everybody_away(house: House) -> None:
    with house.socket() as line:
        welcome = hello(line, {"catalog": None})
    with house.socket() as line:
        assert hello(line, {"catalog": None}, epoch=welcome["epoch"])["epoch"] == welcome["epoch"]
        house.here.run("new_epoch")
        assert closing_code(line) == 4409
    with house.socket() as line:
        line.send(json.dumps({"type": "hello", "epoch": welcome["epoch"], "streams": {"catalog": 1}, "links": {}}))
        assert closing_code(line) == 4409
    with house.socket() as line:
        assert hello(line, {"catalog": None})["epoch"] != welcome["epoch"]


def test_the_hub_outlives_its_database_connections(house: House) -> None:
    with house.socket() as line:
        hello(line, {"catalog": None})
        house.here.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE starts_with(application_name, 'minga-hub')"
        )
        seq, _subject = house.happen("catalog")
        assert next_entry(line)["seq"] == seq
        wait_until(
            lambda: house.here.value(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'minga-hub-listen'"
            ),
            60,
            "the hub listens again",
        )
