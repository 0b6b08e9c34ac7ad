"""`manage.py consume`, to which everything is delivered twice: what a broker does that redelivers each batch."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events import membership
    from events.messages import Message


def main() -> None:
    """This will run the consumer groups that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import execute_from_command_line

    django.setup()
    from events import membership

    once = membership._Member._do

    def twice(self: membership._Member, messages: Sequence[Message]) -> None:
        once(self, messages)
        once(self, messages)
        print(f"delivered twice: {len(messages)}", file=sys.stderr, flush=True)

    membership._Member._do = twice  # type: ignore[method-assign]
    execute_from_command_line(["manage.py", "consume", *sys.argv[1:]])


if __name__ == "__main__":
    main()
