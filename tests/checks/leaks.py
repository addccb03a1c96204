"""Finds what no tracked file may hold: secrets, package registries, machine paths."""

import re
import subprocess  # the list of tracked files is git's to give
import sys
from collections.abc import Iterator
from pathlib import Path

FORBIDDEN = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----",
    "a token": (
        r"\b(gh[oprsu]_[A-Za-z0-9]{36}|github_pat_\w{22}|glpat-[\w-]{20}"
        r"|xox[abprs]-[\w-]{10}|(AKIA|ASIA)[A-Z0-9]{16}|LTAI[A-Za-z0-9]{12}"
        r"|npm_[A-Za-z0-9]{36}|pypi-[\w-]{50}|sk-[\w-]{32}"
        r"|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8})"
    ),
    "a package registry": (
        r"\bpypi\.(org|python\.org)\b|\bpythonhosted\.org\b|\bnpmjs\.(org|com)\b"
        r"|https?://([\w-]+\.)*(pypi|registry|mirrors?)\.[a-z]"
        r"|--(extra-)?index-url\s+\S*:|--(find-links|trusted-host)\s"
        r"|\"(resolved|registry)\": *\"https?:|\bregistry *= *\"?https?:"
    ),
    "a machine path": (r"(?<![\w.])/(work|farm|root|home|Users)/[\w.]|[A-Z]:\\Users\\"),
}
PATTERNS = {what: re.compile(pattern) for what, pattern in FORBIDDEN.items()}


def leaks(text: str) -> Iterator[tuple[int, str]]:
    """Name each line, counted from one, that holds something forbidden."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in PATTERNS.items():
            if pattern.search(line):
                yield number, what


def tracked(root: Path) -> list[Path]:
    """List the files that git follows, as they stand in the folder now."""
    command = ["git", "-C", str(root), "ls-files", "-z"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True)
    files = (root / name for name in listed.stdout.split("\0") if name)
    return [file for file in files if file.is_file()]


def main() -> int:
    """Print every leak as file, line and kind; answer 1 if there is one."""
    root = Path(__file__).resolve().parents[2]
    found = [
        f"{file.relative_to(root)}:{number}: {what}"
        for file in tracked(root)
        for number, what in leaks(file.read_bytes().decode(errors="replace"))
    ]
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
