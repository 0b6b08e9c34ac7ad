"""`make run`: the whole of Minga on one machine, behind one port."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from infra import messages
from infra.local import CannotStart, database, place, postgres, web_app
from infra.local.environment import Address, kept_secrets, of_programs, with_port_for_figures
from infra.local.journal import Journal
from infra.local.supervisor import Program, Stopped, Supervisor, command

_GIVE_UP_AFTER = 5  # deaths in a row before the first answer: a fault that no restart will heal
_PORT_PATIENCE = 3.0  # seconds that programs of a killed run may need to let go of the port


def run() -> None:
    """Start everything, print where it answers, and keep it running until we are asked to stop.

    :raises CannotStart: if it can't be started, or something doesn't come up
    """
    place.make_ready()
    with place.alone("starting it again"):
        address = Address(dict(os.environ))
        _refuse_known_passwords(address)
        _wait_for_ports(address)
        messages.compile_all()
        web_app.build(place.ROOT / "frontend", place.VAR / "build.log")
        journal = Journal(place.LOG)
        supervisor = Supervisor(journal)
        with supervisor.listening():
            try:
                _Session(supervisor, journal, address).keep_going()
            except Stopped:
                journal.say("Stopping …")
            finally:
                supervisor.stop(*(name for name in _PROGRAMS if name != "postgres"))
                supervisor.stop()
        journal.say(f"Stopped. What was written stays in {place.VAR}.")


_PROGRAMS = ("postgres", "stripe", "web", "relay", "consumer", "worker")


class _Session:
    def __init__(self, supervisor: Supervisor, journal: Journal, address: Address) -> None:
        self.supervisor, self.journal, self.address = supervisor, journal, address
        self.server = None if os.environ.get("DATABASE_URL") else postgres.Server(postgres.data_folder(place.VAR))
        self.database_url = self.server.url if self.server else os.environ["DATABASE_URL"]
        secret = kept_secrets(place.SECRETS)
        self.environment = of_programs(place.ROOT, address, self.database_url, secret)

    def keep_going(self) -> None:
        if self.server:
            self._start_database(self.server)
        self._prepare_database()
        place.announce(address=self.address.origin, database_url=self.database_url)
        greeted = False
        while True:
            with place.lock("programs", wait=True):
                self._start_programs()
                if not greeted:
                    self._greet()
                    greeted = True
                while not self.supervisor.paused:
                    self.supervisor.watch(60)
                self.supervisor.stop(*(name for name in _PROGRAMS if name != "postgres"))
            self.supervisor.paused = False
            while not self._may_go_on():
                self.supervisor.watch(0.2)

    def _may_go_on(self) -> bool:
        with place.lock("pause", wait=False) as free:
            return free

    def _start_database(self, server: postgres.Server) -> None:
        if not server.exists:
            self.journal.say(f"Making the database in {server.data_dir} …")

        def start(output: int) -> subprocess.Popen[bytes]:
            server.prepare()
            return server.spawn(output)

        server.prepare()
        self.supervisor.add(Program("postgres", start, postgres.FAST_SHUTDOWN))
        while not server.is_ready():
            self._give_up_on("postgres")
            self.supervisor.watch(0.02)

    def _prepare_database(self) -> None:
        """Migrate when there is something new to migrate, and fill a new database with something to look at."""
        wanted = database.migrations_digest()
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
            row = connection.execute(query).fetchone()
        if row is None or row[0] != wanted:
            self.journal.say("Bringing the database up to date …")
            self._manage("prepare")
            database.mark_prepared(self.database_url, wanted)
        if self.environment.get("KAFKA_BOOTSTRAP_SERVERS"):
            self._manage("kafka_topics")
        if self._wants_demo():
            self.journal.say("Loading people, cheese and goats to look at …")
            printed = self._manage("load_demo")
            place.DEMO.touch(mode=0o600)
            place.DEMO.write_text(printed)

    def _wants_demo(self) -> bool:
        if place.DEMO.exists() or not self.address.is_loopback:
            return False
        return self.server is not None or self.environment.get("DEMO") == "1"

    def _manage(self, *arguments: str) -> str:
        name = arguments[0]
        return self.supervisor.run(
            name, database.manage_command(*arguments), folder=place.ROOT, environment=self.environment
        )

    def _start_programs(self) -> None:
        python, own_payments = sys.executable, "STRIPE_API_BASE" not in os.environ
        commands: dict[str, list[str | Path]] = {"web": [python, "-m", "config.serve"]}
        if own_payments:
            commands["stripe"] = self._payment_server()
        commands |= {
            "relay": database.manage_command("relay"),
            "consumer": database.manage_command("consume"),
            "worker": database.manage_command("work"),
        }
        for name, arguments in commands.items():
            environment = with_port_for_figures(self.environment, name)
            self.supervisor.add(command(name, arguments, folder=place.ROOT, environment=environment))
            # People wait for the first; together with the others it would take three times as long on two cores.
            while name == "web" and not self._answers():
                self._give_up_on("web")
                self.supervisor.watch(0.05)

    def _payment_server(self) -> list[str | Path]:
        address, environment = self.address, self.environment
        environment["STRIPE_MOCK_SECRET_KEYS"] = environment["STRIPE_SECRET_KEY"]
        environment["STRIPE_MOCK_WEBHOOK_SECRET"] = environment["STRIPE_WEBHOOK_SECRETS"].split(",")[0]
        webhooks = f"http://{address.reachable}:{address.port}/api/v1/payments/webhooks/stripe"
        arguments: list[str | Path] = [sys.executable, "-m", "infra.stripe_mock", "--port", str(address.port + 1)]
        arguments += ["--state", place.VAR / "stripe", "--webhook-url", webhooks]
        if not address.is_loopback:  # the payment page must be reachable from where the shop is
            host = address.origin.rsplit(":", 1)[0]
            arguments += ["--host", address.host, "--hosted-base", f"{host}:{address.port + 1}"]
        return arguments

    def _greet(self) -> None:
        self.journal.say(f"\n  Minga answers at {self.address.origin}")
        if place.DEMO.exists():
            self.journal.say(_demo_sign_ins(place.DEMO))
        if self.server and place.VAR not in self.server.data_dir.parents:
            self.journal.say(f"  The database is in {self.server.data_dir}, where its user can go.")
        self.journal.say(f"  Ctrl-C stops it. Data and logs stay in {place.VAR}.\n")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(self.address.reachable, self.address.port, timeout=2)
        try:
            connection.request("GET", "/readyz", headers={"Host": f"localhost:{self.address.port}"})
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    def _give_up_on(self, name: str) -> None:
        if self.supervisor.deaths(name) >= _GIVE_UP_AFTER:
            said = self.journal.last_line.get(name, "it says nothing")
            if "No space left on device" in said:
                raise CannotStart(f"The disk is full: {name} cannot write.")
            raise CannotStart(f"{name} does not start: {said} (all of it: {self.journal.file})")


def _refuse_known_passwords(address: Address) -> None:
    if place.DEMO.exists() and not address.is_loopback:
        raise CannotStart(
            f"HOST={address.host} can be reached by others, and this database has demo sign-ins whose passwords are "
            "known: run `make reset` first, or leave HOST out."
        )


def _wait_for_ports(address: Address) -> None:
    deadline = time.monotonic() + _PORT_PATIENCE
    while True:
        try:
            return address.check_free()
        except CannotStart:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _demo_sign_ins(file: Path) -> str:
    people = json.loads(file.read_text())["signins"]
    width = max(len(person["email"]) for person in people)
    lines = [f"    {person['email']:<{width}}  {person['who']}, {person['role']}" for person in people]
    return "\n".join([f"  Sign in with the password {people[0]['password']} as", *lines])
