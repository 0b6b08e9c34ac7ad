"""Programs that the checks need and Python packages can't bring: installed from Debian where we may."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from infra.local import CannotStart

_PACKAGES = {
    "chromium": "chromium",
    "java": "openjdk-17-jre-headless",
    "mvn": "maven",
    "redis-server": "redis-server",
}
_OLDEST_JAVA = 17


def ensure() -> None:
    """Have every program there.

    :raises CannotStart: with the command to type, if one is missing and we may not install it
    """
    missing = _missing()
    if not missing:
        return
    packages = " ".join(sorted({_PACKAGES[program] for program in missing}))
    advice = f"the checks need {', '.join(missing)}; install: sudo apt-get install {packages}"
    if shutil.which("apt-get") is None:
        raise CannotStart(advice)
    if os.geteuid() == 0:
        privileged = []
    elif (
        shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    ):
        privileged = ["sudo", "-n"]
    else:
        raise CannotStart(advice)
    print(f"Installing {packages} …", flush=True)
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (
        ["apt-get", "-q", "update"],
        ["apt-get", "-qy", "--no-install-recommends", "install", *packages.split()],
    ):
        done = subprocess.run([*privileged, *environment, *command], capture_output=True, text=True, check=False)
    if done.returncode or _missing():
        said = (done.stderr or done.stdout).strip().splitlines() or [""]
        raise CannotStart(f"{advice} (tried, and it failed: {said[-1]})")


def _missing() -> list[str]:
    missing = [program for program in _PACKAGES if shutil.which(program) is None]
    return missing if "java" in missing or _java_version() >= _OLDEST_JAVA else [*missing, "java"]


def _java_version() -> int:
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0
