"""Changes things from several threads, each with its own connection, and notes what it was told.

python -m tests.flows.spine_app.writer <threads> <changes> <file> [longest pause in s]: a line for each change: `ok <thing> <version>`, or
`unknown <thing>` when the answer was lost.
"""

from __future__ import annotations

import random
import sys
import threading
import time
from pathlib import Path
from uuid import UUID

import django


def main(threads: int, changes: int, file: Path, pause: float) -> None:
    django.setup()
    from django.db import DatabaseError, InterfaceError, connection

    from tests.flows.spine_app import services
    from tests.flows.spine_app.models import Thing

    things: list[UUID] = list(Thing.objects.order_by("id").values_list("id", flat=True))
    lock = threading.Lock()
    left = iter(range(changes))

    def work() -> None:
        while True:
            with lock:
                if next(left, None) is None:
                    break
            thing_id = random.choice(things)
            try:
                version = services.change_thing(thing_id=thing_id, streams=["catalog", f"association:{thing_id}"])
                line = f"ok {thing_id} {version}"
            except (DatabaseError, InterfaceError):
                line = f"unknown {thing_id}"
            time.sleep(random.uniform(0, pause))
            with lock, file.open("a") as notes:
                notes.write(line + "\n")
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), float([*sys.argv, "0"][4]))
