"""What happened in a play, line by line, and the one hash that stands for all of it."""

from hashlib import sha256


class Trace:
    """Remembers every line; two plays of one seed have the same."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._hash = sha256()

    def say(self, line: str) -> None:
        """Add a line."""
        self.lines.append(line)
        self._hash.update(line.encode() + b"\n")

    @property
    def digest(self) -> str:
        """The hash of all lines so far."""
        return self._hash.hexdigest()
