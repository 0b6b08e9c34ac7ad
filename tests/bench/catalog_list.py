"""Requests per second of the catalog's list: `python -m tests.bench.catalog_list [--seconds 5] [--rounds 3]`.

2,000 offers, pages of 24, 8 connections, two WSGI workers of granian, full middleware on both views. In the same run,
taking turns so that a busy machine hurts all alike: our list, a plain ModelSerializer view of the same fields, and the
same rows by asyncpg without any web server. The goal is 3.5 times the plain view.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import statistics
import time
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from tests.bench.database import own_database

OFFERS, PAGE, CONNECTIONS, GOAL = 2_000, 24, 8, 3.5
OURS, PLAIN = "/api/v1/catalog/offers", "/bench/plain"


async def _requests(address: str, path: str, seconds: float) -> int:
    host, port = urlsplit(address).hostname, urlsplit(address).port
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: application/json\r\n\r\n".encode()
    until = time.perf_counter() + seconds

    async def one() -> int:
        reader, writer = await asyncio.open_connection(host, port)
        done = 0
        while time.perf_counter() < until:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.split(b":")[1]))
            done += 1
        writer.close()
        return done

    return sum(await asyncio.gather(*(one() for _ in range(CONNECTIONS))))


async def _queries(parameters: dict[str, Any], sql: str, seconds: float) -> int:
    import asyncpg

    until = time.perf_counter() + seconds

    async def one() -> int:
        connection = await asyncpg.connect(**parameters)
        statement = await connection.prepare(sql)
        done = 0
        while time.perf_counter() < until:
            assert len(await statement.fetch()) == PAGE
            done += 1
        await connection.close()
        return done

    return sum(await asyncio.gather(*(one() for _ in range(CONNECTIONS))))


def _measured(sender: Any, work: Any, arguments: tuple[Any, ...]) -> None:
    sender.send(asyncio.run(work(*arguments)))


def per_second(work: Any, *arguments: Any) -> float:
    """This will run the client in a process of its own and return how often it got an answer per second."""
    receiver, sender = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_measured, args=(sender, work, arguments))
    process.start()
    done = receiver.recv()
    process.join()
    return float(done / arguments[-1])


def fill() -> str:
    """This will make the offers and return the list's statement as Django writes it."""
    from django.db import connection
    from django.db.models.functions import Now

    from catalog.models import Offer
    from catalog.services.offers import _KINDS
    from catalog.words import plain, sort_key
    from tests.bench.catalog_views import PlainOfferSerializer
    from tests.support.people import constituted_association
    from tests.support.trade import offer_text, pool

    first = pool((50, 30, 20))
    casts = [first.cast, *(constituted_association(2) for _ in range(19))]
    kinds = list(_KINDS)
    Offer.objects.bulk_create(
        Offer(
            slug=f"producto-{number}",
            association=casts[number % 20].association,
            name=f"Producto {number} de la región",
            category=kinds[number % len(kinds)],
            description_es="Leche de majada, seis semanas de cava, corteza aceitada a mano. " * 4,
            unit_es="unidad", units_es="unidades", unit_en="piece", units_en="pieces",
            net_content="400 g", price_clp=1000 + number, tax_class="iva", comuna="04305", emblem="goat",
            picture="queso-maduro", season_months=[1, 2, 3], status="open", opened_at=Now(),
            contributed=100, free=100, shares=first.offer.shares,
            search_text=plain(f"producto {number} {offer_text().name}"), sort_name=sort_key(f"producto {number}"),
        )
        for number in range(OFFERS - 1)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    fields = [name for name in PlainOfferSerializer.Meta.fields if name != "association"]
    fields += [f"association__{name}" for name in ("id", "slug", "name", "kind")]
    rows = Offer.objects.filter(status="open").order_by("-opened_at", "-id").values(*fields)[:PAGE]
    return str(rows.query).replace("= open", "= 'open'")


def connection_parameters() -> dict[str, Any]:
    """This will return asyncpg's parameters for the test's database."""
    from django.db import connection

    settings = connection.settings_dict
    return {
        "host": settings["HOST"], "user": settings["USER"], "password": settings["PASSWORD"] or None,
        "database": settings["NAME"], **({"port": int(settings["PORT"])} if settings["PORT"] else {}),
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with ExitStack() as stack:
        stack.enter_context(own_database())
        sql = fill()
        from tests.support.wsgi import serving

        address = stack.enter_context(serving("tests.bench.catalog_wsgi:application", workers=2, threads=4))
        ways = {
            "our list": (_requests, address, OURS),
            "plain ModelSerializer view": (_requests, address, PLAIN),
            "asyncpg, rows only": (_queries, connection_parameters(), sql),
        }
        for work, *arguments in ways.values():
            per_second(work, *arguments, 1.0)
        figures: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(chosen.rounds):
            for name, (work, *arguments) in ways.items():
                figures[name].append(per_second(work, *arguments, chosen.seconds))
    report({name: statistics.median(rounds) for name, rounds in figures.items()}, chosen.rounds, chosen.seconds)


def report(figures: dict[str, float], rounds: int, seconds: float) -> None:
    """This will print the table."""
    plain = figures["plain ModelSerializer view"]
    print(
        f"{OFFERS} offers, pages of {PAGE}, {CONNECTIONS} connections, 2 WSGI workers, {os.cpu_count()} cores;"
        f" median of {rounds} rounds of {seconds:g} s\n"
    )
    print("| what | requests/s | × plain |\n|---|---:|---:|")
    for name, value in figures.items():
        print(f"| {name} | {value:,.0f} | {value / plain:.1f} |")
    ratio = figures["our list"] / plain
    print(f"\n{'reached' if ratio >= GOAL else 'missed'}: {ratio:.2f} × the plain view, goal {GOAL}")


if __name__ == "__main__":
    main()
