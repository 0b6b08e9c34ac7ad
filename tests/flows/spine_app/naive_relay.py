"""A relay as one would write it first: it goes on after the highest number that it saw. Here to be caught losing events."""

from __future__ import annotations

import time

import django


def main() -> None:
    django.setup()
    from events.connections import dedicated
    from events.notifier import PUBLISHED

    connection = dedicated("naive-relay")
    last = position = 0
    while True:
        rows = connection.execute(
            "SELECT number FROM events_outboxevent WHERE number > %s ORDER BY number LIMIT 100", [last]
        ).fetchall()
        for (number,) in rows:
            position += 1
            connection.execute(
                "UPDATE events_outboxevent SET position = %s, published_at = clock_timestamp() WHERE number = %s",
                [position, number],
            )
            last = number
        connection.execute(f"NOTIFY {PUBLISHED}")
        time.sleep(0.001)


if __name__ == "__main__":
    main()
