"""A checkout of steps alone, with programs that write down how they were called."""

import os
import shutil
import subprocess
from pathlib import Path

STEPS = Path(__file__).resolve().parents[2] / "deploy" / "steps"
SAYS = 'echo "$(basename "$0") $*" >>"$CALLS"\n'


class StandingIn:
    """Runs a step in a folder of its own, where it finds the programs that are put there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._calls = root / "calls"
        self._programs = root / ".venv" / "bin"
        self._programs.mkdir(parents=True)
        shutil.copytree(STEPS, root / "deploy" / "steps")

    @property
    def calls(self) -> list[str]:
        """What was called, with its words, in order."""
        return self._calls.read_text("utf-8").splitlines() if self._calls.exists() else []

    def program(self, name: str, does: str = "") -> None:
        """Put a program there, of a few words of shell, besides telling that it was called."""
        file = self._programs / name
        file.write_text(f"#!/bin/sh\n{SAYS}{does}\n", "utf-8")
        file.chmod(0o755)

    def run(self, step: str, *words: str | Path, **environ: str) -> tuple[int, str]:
        """Run a step from elsewhere; answer with its code and what it complained of."""
        path = f"{self._programs}:{os.environ['PATH']}"
        done = subprocess.run(
            [self.root / "deploy" / "steps" / step, *words],
            cwd="/",
            env={"PATH": path, "CALLS": str(self._calls)} | environ,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stderr
