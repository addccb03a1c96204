"""Commands for those who want to know for themselves: replay, rebuild, verify, export."""

from typing import Any


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse does not name its class
    """Offer the commands."""
