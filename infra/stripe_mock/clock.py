"""The server's time: real time, plus an offset that tests may advance."""

import time


class Clock:
    """Whole Unix seconds. Signatures and retries of webhooks go by real time, everything that is sold goes by this."""

    def __init__(self, offset_seconds: int = 0) -> None:
        self.offset_seconds = offset_seconds

    def now(self) -> int:
        return int(time.time()) + self.offset_seconds
