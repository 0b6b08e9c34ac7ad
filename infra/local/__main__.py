"""`python -m infra.local run|build|npm|manage|backup|restore|reset`: what the Makefile calls."""

from __future__ import annotations

import argparse
import errno
import shutil
import sys
from pathlib import Path

from infra.local import CannotStart, backups, database, place, postgres, web_app
from infra.local.run import run


def reset() -> None:
    """Remove everything that a start makes anew; backups stay."""
    place.make_ready()
    with place.alone("starting over"):
        data = postgres.data_folder(place.VAR)
        doomed = [path for path in place.VAR.iterdir() if path != place.BACKUPS]
        doomed += [data] if data not in doomed and data.exists() else []
        size = sum(file.stat().st_size for path in doomed for file in [path, *path.rglob("*")] if file.is_file())
        for path in doomed:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    names = ", ".join(str(path.relative_to(place.VAR) if path.is_relative_to(place.VAR) else path) for path in doomed)
    print(f"Removed {size / 1_000_000:.0f} MB from {place.VAR}: {names or 'nothing was there'}.")
    if place.BACKUPS.exists():
        print(f"Kept {place.BACKUPS}.")


def manage(arguments: list[str]) -> None:
    """Run one of Minga's management commands on the local database, whether Minga runs or not."""
    place.make_ready()
    with database.reachable() as (url, _):
        code = database.manage(url, *arguments).returncode
    sys.exit(code)


def main() -> None:
    """Do what the command line says; what can't be done is one line."""
    parser = argparse.ArgumentParser(prog="python -m infra.local", description="Minga on one machine.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("run", help="start everything, until Ctrl-C")
    verbs.add_parser("build", help="build the web app")
    verbs.add_parser("npm", help="run npm in the web app").add_argument("arguments", nargs=argparse.REMAINDER)
    verbs.add_parser("reset", help="start over")
    verbs.add_parser("backup", help="write the database to a file").add_argument("file", type=Path, nargs="?")
    verbs.add_parser("restore", help="put a backup in the database's place").add_argument("file", type=Path)
    verbs.add_parser("manage", help="run a management command").add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    frontend = place.ROOT / "frontend"
    actions = {
        "run": run,
        "build": lambda: web_app.build(frontend, place.VAR / "build.log"),
        "npm": lambda: web_app.npm(frontend, *chosen.arguments),
        "manage": lambda: manage(chosen.arguments),
        "reset": reset,
        "backup": lambda: backups.backup(chosen.file),
        "restore": lambda: backups.restore(chosen.file),
    }
    try:
        actions[chosen.verb]()
    except CannotStart as reason:
        sys.exit(f"minga: {reason}")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as reason:
        if reason.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(f"minga: the disk is full: {reason.filename or place.VAR} cannot be written.")
        raise


if __name__ == "__main__":
    main()
