"""`make kafka`: a broker for development, until Ctrl-C."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from infra.kafka.broker import running
from infra.local import CannotStart

if __name__ == "__main__":
    waited_for = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, waited_for)
    try:
        with running(Path("var/kafka"), port=9092) as broker:
            print(f"Kafka answers. For Minga: KAFKA_BOOTSTRAP_SERVERS={broker.bootstrap} make run", flush=True)
            signal.sigwait(waited_for)
    except CannotStart as reason:
        sys.exit(str(reason))
