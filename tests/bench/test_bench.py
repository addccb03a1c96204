"""The measurements can be run, and say something of each rival; never how fast anything is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_quick_run_prints_a_row_for_each_comparison() -> None:
    run = [sys.executable, "-m", "tests.bench", "--quick", "--sqlite", "appends", "routing"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    rows = [line for line in done.stdout.splitlines() if line.endswith("x")]

    assert done.returncode == 0, done.stderr
    assert sum(row.startswith("appends") for row in rows) == 3
    assert sum(row.startswith("points routed") for row in rows) == 6


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    run = [sys.executable, "-m", "tests.bench", "submit"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 2
    assert "submits" in done.stderr
