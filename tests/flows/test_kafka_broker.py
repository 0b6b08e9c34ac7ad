"""The broker that the flows run on keeps what it acknowledged when it is killed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic

from infra.kafka import broker
from infra.local import scratch
from tests.flows.spine_stand import wait_until

MESSAGES = 500


@pytest.fixture
def folder():
    with scratch.folder("minga-kafka") as place:
        yield place


def test_acknowledged_messages_survive_a_killed_broker(folder: Path) -> None:
    with broker.running(folder / "path with spaces") as kafka:
        admin = KafkaAdminClient(bootstrap_servers=kafka.bootstrap)
        admin.create_topics([NewTopic("minga.trial", 12, 1)])
        admin.close()
        producer = KafkaProducer(bootstrap_servers=kafka.bootstrap, acks="all", reconnect_backoff_max_ms=1000)
        for future in [producer.send("minga.trial", key=b"%d" % n, value=b"%d" % n) for n in range(MESSAGES)]:
            future.get(120)

        kafka.kill9()
        starter = threading.Thread(target=kafka.start)  # a crash test's own thread may do this, and end
        starter.start()
        starter.join()
        producer.send("minga.trial", key=b"last", value=b"last").get(120)
        producer.close()

        consumer = KafkaConsumer(
            "minga.trial",
            bootstrap_servers=kafka.bootstrap,
            group_id="trial",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )
        sent = {b"%d" % n for n in range(MESSAGES)} | {b"last"}
        values: set[bytes] = set()

        def read() -> bool:
            values.update(one.value for batch in consumer.poll(500).values() for one in batch)
            return values >= sent

        wait_until(read, 120, "everything is there")
        consumer.close()
        assert values == sent
