"""The walk in both READMEs, word for word."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.outside.conftest import ROOT, Server

TITLES = {
    "README.md": "A report, from photo to points",
    "README.zh-CN.md": "一件上报单：从照片到积分",
}


def walk(readme: str) -> str:
    """Take the commands out of the section on the way of a report."""
    text = (ROOT / readme).read_text("utf-8")
    section = text.split(f"## {TITLES[readme]}\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"```bash\n(.*?)```", section, re.DOTALL)
    return str(block)


def test_both_readmes_take_the_same_walk() -> None:
    first, second = (walk(readme) for readme in TITLES)

    assert first == second
    assert 8 <= len(first.splitlines()) <= 15


@pytest.mark.skipif(not shutil.which("curl"), reason="the walk needs curl")
def test_the_walk_leads_from_a_photo_to_points(server: Server, tmp_path: Path) -> None:
    script = tmp_path / "walk"
    script.write_text(walk("README.md"))

    done = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", str(script)],  # noqa: S607 - whichever bash readers have
        cwd=server.folder,
        env=server.environ | {"ADDRESS": server.address},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    for state in ("claimed", "resolved", "verified"):
        assert f'"state":"{state}"' in done.stdout
    assert '"kind":"vested"' in done.stdout
    assert done.stdout.endswith("clean\n")
