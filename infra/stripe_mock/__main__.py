"""`python -m infra.stripe_mock --port 8001`: start the server and say where it answers."""

import argparse
import logging
import os
import socket
import sqlite3
import sys
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from infra.stripe_mock.server import Server
from infra.stripe_mock.store import FolderInUse
from infra.stripe_mock.work import Profile

DEFAULT_KEY = "sk_test_minga"
DEFAULT_WEBHOOK_SECRET = "whsec_minga_local"  # noqa: S105 - of a server that only knows test cards


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(
        prog="python -m infra.stripe_mock",
        description="A stateful server that speaks Stripe's API, for test cards only.",
    )
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--state", type=Path, default=Path("var/stripe_mock"), help="folder of its database")
    arguments.add_argument("--webhook-url", default=os.environ.get("STRIPE_MOCK_WEBHOOK_URL"))
    arguments.add_argument(
        "--webhook-secret",
        default=os.environ.get("STRIPE_MOCK_WEBHOOK_SECRET", DEFAULT_WEBHOOK_SECRET),
        help="whsec_…; by default from STRIPE_MOCK_WEBHOOK_SECRET",
    )
    arguments.add_argument(
        "--secret-key",
        action="append",
        help="sk_test_…, may be given again; by default from STRIPE_MOCK_SECRET_KEYS, separated by commas",
    )
    arguments.add_argument("--hosted-base", help="how browsers reach this server; by default http://HOST:PORT")
    arguments.add_argument("--merchant", default="Minga", help="the name on the payment page")
    arguments.add_argument("--test-controls", action="store_true", help="answer under /_test/ to loopback")
    return arguments


def main() -> None:
    options = parser().parse_args()
    keys = options.secret_key or os.environ.get("STRIPE_MOCK_SECRET_KEYS", DEFAULT_KEY).split(",")
    problem = _problem(keys, options.port, options.webhook_url, options.webhook_secret)
    if problem is not None:
        sys.exit(f"stripe_mock: {problem}")
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s", stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        listener = _listen(options.host, options.port)
    except OSError as error:
        sys.exit(f"stripe_mock: cannot listen on {options.host}:{options.port}: {error.strerror}")
    port = listener.getsockname()[1]
    base = (options.hosted_base or f"http://{options.host}:{port}").rstrip("/")
    profile = Profile(options.merchant, base, options.webhook_url, options.webhook_secret)
    try:
        server = Server(state=options.state, profile=profile, secret_keys=keys, test_controls=options.test_controls)
    except FolderInUse:
        sys.exit(f"stripe_mock: another server already works in {options.state}")
    except (OSError, sqlite3.Error) as error:
        sys.exit(f"stripe_mock: cannot use the folder {options.state}: {error}")
    print(f"stripe_mock: test payments on http://{options.host}:{port}", flush=True)
    # No access log: addresses of the hosted page are keys to it.
    # Under test controls answers get lost on purpose, which uvicorn would report as errors.
    level = "critical" if options.test_controls else "warning"
    config = uvicorn.Config(
        server,
        log_level=level,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _problem(keys: list[str], port: int, webhook_url: str | None, webhook_secret: str) -> str | None:
    if not keys or not all(key.startswith("sk_test_") and len(key) > len("sk_test_") for key in keys):
        return "every secret key must begin with sk_test_ (--secret-key, STRIPE_MOCK_SECRET_KEYS)"
    if not 0 <= port <= 65535:
        return f"there is no port {port}"
    if not webhook_secret.startswith("whsec_"):
        return "the webhook secret must begin with whsec_ (--webhook-secret, STRIPE_MOCK_WEBHOOK_SECRET)"
    if webhook_url is not None and urlsplit(webhook_url).scheme not in ("http", "https"):
        return f"the webhook address is no http address: {webhook_url}"
    return None


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.set_inheritable(True)
    return listener


if __name__ == "__main__":
    main()
