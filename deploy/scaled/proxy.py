"""Caddy from its wheel, before the API processes, as `deploy/Caddyfile` says."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from deploy.scaled.parts import Program

CADDYFILE: Final = Path(__file__).resolve().parents[1] / "Caddyfile"


class NoProxy(Exception):
    """Caddy is not in this environment."""


def program() -> str:
    """Find Caddy beside this Python, or on the path. Raises NoProxy."""
    beside = Path(sys.executable).with_name("caddy")
    found = str(beside) if beside.exists() else shutil.which("caddy")
    if found is None:
        raise NoProxy
    return found


def proxy(folder: Path, site: str, apis: Sequence[str]) -> Program:
    """Make ready a proxy at `site` before the processes at `apis`, each `host:port`.

    On its machine it is known as localhost as well, and nobody else's machine reaches it.
    """
    at = urlsplit(site)
    folder.mkdir(parents=True, exist_ok=True)
    environ = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "SITE": f"{site}, http://localhost:{at.port}",
        "OTHERS": f"http://:{at.port}",
        "BIND": at.hostname or "",
        "APIS": " ".join(apis),
    }
    words = [program(), "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"]
    return Program(words, environ, folder / "caddy.log", f"{site}/health/live")
