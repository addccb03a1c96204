"""Checks that every package we install is pinned, hashed and asked for."""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PIN = re.compile(r"([a-z0-9-]+)==([\w.!+]+)(?: ; [^\\]+)?")


def pins(text: str) -> dict[str, str]:
    """Read a lock: package to version. Raises `ValueError` for any other line."""
    joined = re.sub(r"\\\n", " ", re.sub(r"(?m)^ *#.*\n", "", text))
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, joined.splitlines())):
        head, *hashes = re.split(r"\s+(?=--)", line)
        pin = PIN.fullmatch(head)
        if not pin or not hashes or not all(map(HASH.fullmatch, hashes)):
            raise ValueError(f"not pinned and hashed: {head}")
        if pin[1] in found:
            raise ValueError(f"pinned twice: {pin[1]}")
        found[pin[1]] = pin[2]
    return found


def wanted(project: Mapping[str, Any]) -> dict[str, list[str]]:
    """Say which requirements of pyproject.toml each lock has to meet."""
    groups = project["dependency-groups"]
    direct = project["project"]["dependencies"]
    return {
        "base": direct,
        "heic": direct + project["project"]["optional-dependencies"]["heic"],
        "build": groups["build"] + project["build-system"]["requires"],
        **{name: flat(groups, name) for name in ("dev", "lock", "pages", "scaled")},
    }


def flat(groups: Mapping[str, list[Any]], name: str) -> list[str]:
    """List the requirements of a group, those of the groups it includes among them."""
    found: list[str] = []
    for entry in groups[name]:
        found += [entry] if isinstance(entry, str) else flat(groups, entry["include-group"])
    return found


def faults(project: Mapping[str, Any], locks: Mapping[str, str]) -> Iterator[str]:
    """Name what is wrong with the locks, given by name as text."""
    asked = wanted(project)
    yield from (f"{name}: nothing asks for this lock" for name in locks.keys() - asked)
    versions: dict[str, str] = {}
    for name, requirements in asked.items():
        try:
            pinned = pins(locks.get(name, ""))
        except ValueError as wrong:
            yield f"{name}: {wrong}"
            continue
        for requirement in map(Requirement, requirements):
            version = pinned.get(canonicalize_name(requirement.name))
            if version is None or version not in requirement.specifier:
                yield f"{name}: {requirement} is met by {version or 'nothing'}"
        for package, version in pinned.items():
            if versions.setdefault(package, version) != version:
                yield f"{name}: {package} {version}, elsewhere {versions[package]}"


def main() -> int:
    """Print every fault of the locks; answer 1 if there is one."""
    root = Path(__file__).resolve().parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    files = (root / "requirements").glob("*.txt")
    found = list(faults(project, {file.stem: file.read_text("utf-8") for file in files}))
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
