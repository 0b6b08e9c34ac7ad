"""A real Apache Kafka for tests and development: one KRaft node as a child process, its jars fetched by Maven."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from infra.local import CannotStart
from infra.local.children import spawn
from infra.ports import free_port

_HERE = Path(__file__).resolve().parent
_HEAP = "-Xmx512m"


class Broker:
    """A broker over `folder`; what was acknowledged is still there after `kill9` and `start`."""

    def __init__(self, folder: Path, *, port: int | None = None) -> None:
        self.folder = folder.absolute()
        self.port = port or free_port()
        self.bootstrap = f"127.0.0.1:{self.port}"
        self._controller_port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Return the process id of the running broker.

        :raises ProcessLookupError: if it isn't running
        """
        if self._process is None:
            raise ProcessLookupError("the broker isn't running")
        return self._process.pid

    def start(self, *, seconds: float = 180) -> None:
        """Start the broker and return when it answers.

        :raises CannotStart: if Java or the jars are missing, or it doesn't answer in time
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        classpath = f"{jars()}/*"
        if not (self.folder / "data" / "meta.properties").exists():
            self._format(classpath)
        with (self.folder / "kafka.log").open("ab") as log:
            self._process = spawn(
                [_java(), _HEAP, "-XX:+UseSerialGC", "-cp", classpath, "kafka.Kafka", "server.properties"],
                death_signal=signal.SIGTERM,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + seconds
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill9()
                raise CannotStart(f"Kafka did not start; see {self.folder / 'kafka.log'}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the broker in order."""
        self._end(signal.SIGTERM)

    def kill9(self) -> None:
        """Kill the broker as a power cut of its process would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _format(self, classpath: str) -> None:
        template = Template((_HERE / "server.properties").read_text())
        # The data folder is named relative to the working directory: some characters of a path mean something here.
        filled = template.substitute(port=self.port, controller_port=self._controller_port)
        (self.folder / "server.properties").write_text(filled)
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        command = [_java(), "-cp", classpath, "kafka.tools.StorageTool", "format", f"--cluster-id={cluster}"]
        done = subprocess.run(
            [*command, "-c", "server.properties"], cwd=self.folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CannotStart(f"Kafka could not make its folder: {(done.stderr or done.stdout).strip()[-300:]}")

    def _answers(self) -> bool:
        with socket.socket() as probe:  # cheaper than a client while the JVM is still loading
            if probe.connect_ex(("127.0.0.1", self.port)):
                return False
        try:
            client = KafkaAdminClient(bootstrap_servers=self.bootstrap, reconnect_backoff_max_ms=200)
        except KafkaError:
            return False
        try:
            return bool(client.describe_cluster())
        except KafkaError:
            return False
        finally:
            client.close()


@contextmanager
def running(folder: Path, *, port: int | None = None) -> Iterator[Broker]:
    """Yield a started broker over `folder`, which runs until the block ends."""
    broker = Broker(folder, port=port)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


def jars() -> Path:
    """Return the folder with Kafka's jars, fetched by Maven the first time and kept outside the tree."""
    pom = _HERE / "pom.xml"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "minga")
    home = cache / f"kafka-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}"
    if home.exists():
        return home
    if shutil.which("mvn") is None:
        raise CannotStart("Maven is missing; install it: apt-get install maven openjdk-17-jre-headless")
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "kafka.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            unfinished = home.with_name(home.name + ".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            command = ["mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", "-DincludeScope=runtime"]
            done = subprocess.run(
                [*command, f"-DoutputDirectory={unfinished}"], capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise CannotStart(f"Maven could not fetch Kafka: {(done.stdout + done.stderr).strip()[:400]}")
            unfinished.rename(home)
    return home


def _java() -> str:
    found = shutil.which("java")
    if found is None:
        raise CannotStart("Java is missing; install it: apt-get install openjdk-17-jre-headless")
    return found
