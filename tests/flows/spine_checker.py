"""Compares what writers were told with what is in the outbox, the effects and the feed. An empty list means: all well."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.flows.spine_stand import Stand


def check(here: Stand, notes: Iterable[Path]) -> list[str]:
    """This will return everything that is wrong, in words."""
    return [*_outbox(here, notes), *_effects(here), *_feed(here), *_rest(here)]


def _outbox(here: Stand, notes: Iterable[Path]) -> list[str]:
    told = Counter()
    for path in notes:
        for line in path.read_text().splitlines():
            if line.startswith("ok "):
                told[tuple(line.split()[1:])] += 1
    stored = Counter(
        (thing, str(version))
        for thing, version in here.rows("SELECT data->>'thing_id', data->'thing_version' FROM events_outboxevent")
    )
    wrong = [f"told ok but not stored: {change}" for change in told if change not in stored]
    wrong += [f"stored {count} times: {change}" for change, count in stored.items() if count > 1]
    versions = defaultdict(list)
    for key, version in here.rows("SELECT key, (data->>'thing_version')::int FROM events_outboxevent ORDER BY number"):
        versions[key].append(version)
    wrong += [f"versions of {key} in the outbox: {v}" for key, v in versions.items() if v != list(range(1, len(v) + 1))]
    for thing, version in here.rows("SELECT id, version FROM spine_thing"):
        if len(versions.get(thing, [])) != version:
            wrong.append(f"{thing} is at {version} with {len(versions.get(thing, []))} events")
    return wrong


def _effects(here: Stand) -> list[str]:
    recorded = {row[0] for row in here.rows("SELECT event_id FROM events_outboxevent")}
    effects = Counter(row[0] for row in here.rows("SELECT event_id FROM spine_effect"))
    wrong = [f"lost: no effect of {event}" for event in recorded - set(effects)]
    wrong += [f"invented: effect of {event}" for event in set(effects) - recorded]
    wrong += [f"{count} effects of {event}" for event, count in effects.items() if count > 1]
    order = defaultdict(list)
    for thing, version in here.rows("SELECT thing_id, version FROM spine_effect ORDER BY number"):
        order[thing].append(version)
    wrong += [f"order of {thing}: {v}" for thing, v in order.items() if v != sorted(v)]
    return wrong


def _feed(here: Stand) -> list[str]:
    wrong = []
    expected: dict[str, list] = defaultdict(list)
    for streams, key, at in here.rows("SELECT streams, key, recorded_at FROM events_outboxevent ORDER BY number"):
        for stream in streams:
            expected[stream].append((key, at))
    found: dict[str, list] = defaultdict(list)
    for stream, seq, subject, at in here.rows(
        "SELECT stream, seq, subject, at FROM events_feedentry ORDER BY stream, seq"
    ):
        found[stream].append((seq, subject, at))
    for stream, entries in expected.items():
        got = found.pop(stream, [])
        if [seq for seq, _subject, _at in got] != list(range(1, len(got) + 1)):
            wrong.append(f"{stream} has gaps")
        if Counter(entries) != Counter((subject, at) for _seq, subject, at in got):
            wrong.append(f"{stream} has {len(got)} entries for {len(entries)} events")
        times = defaultdict(list)
        for _seq, subject, at in got:
            times[subject].append(at)
        wrong += [f"{stream}: {subject} out of order" for subject, t in times.items() if t != sorted(t)]
    wrong += [f"unexpected stream {stream}" for stream in found]
    heads = dict(here.rows("SELECT stream, seq FROM events_streamcounter"))
    wrong += [f"counter of {s} says {heads.get(s)}" for s, e in expected.items() if heads.get(s) != len(e)]
    return wrong


def _rest(here: Stand) -> list[str]:
    wrong = []
    if waiting := here.value("SELECT count(*) FROM events_outboxevent WHERE published_at IS NULL"):
        wrong.append(f"{waiting} never published")
    if parked := here.value("SELECT count(*) FROM events_parkedevent"):
        wrong.append(f"{parked} parked")
    if deadlocks := here.value("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"):
        wrong.append(f"{deadlocks} deadlocks")
    return wrong


def drained(here: Stand) -> bool:
    """This will say whether everything recorded has arrived everywhere."""
    recorded, effects, fed, waiting = here.rows(
        """
        SELECT (SELECT count(*) FROM events_outboxevent),
               (SELECT count(DISTINCT event_id) FROM spine_effect),
               (SELECT coalesce(sum(seq), 0) FROM events_streamcounter WHERE stream = 'catalog'),
               (SELECT count(*) FROM events_outboxevent WHERE published_at IS NULL)
        """
    )[0]
    return recorded == effects == fed and not waiting
