"""Faults on demand, for tests: what goes wrong next, and with which request."""

import threading
from dataclasses import dataclass, field
from typing import Literal, get_args

# What happens to a request that matches:
# drop_before    nothing is done and the connection closes      drop_after      it is done, and the connection closes
# hang_after     it is done, then silence                       delay           silence first, then it is done
# fail_before    500, nothing done, kept under its key          fail_after      500, but it is done, kept under its key
# unavailable    503, nothing done, nothing kept
Kind = Literal["drop_before", "drop_after", "hang_after", "delay", "fail_before", "fail_after", "unavailable"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass
class Fault:
    """The next `times` requests whose "METHOD /path" begins with `match`."""

    kind: Kind
    match: str = ""
    times: int = 1
    seconds: float = 30.0


@dataclass
class Mail:
    """How webhooks travel: held back, late, more than once, out of order."""

    hold: bool = False
    delay_seconds: float = 0.0
    copies: int = 1
    order: Literal["sent", "reversed", "shuffled"] = "sent"


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)
    mail: Mail = field(default_factory=Mail)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: Fault) -> None:
        with self._lock:
            self.waiting.append(fault)

    def take(self, method: str, path: str) -> Fault | None:
        with self._lock:
            for fault in self.waiting:
                if f"{method} {path}".startswith(fault.match):
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                    return fault
        return None

    def clear(self) -> None:
        with self._lock:
            self.waiting.clear()
            self.mail = Mail()
