"""How the dashboard answers: staff at once, everybody else with what is kept for a moment."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

from fastapi import Response

from api.reads.kept import Kept
from api.reads.questions import tagged
from api.visit import Visit

_FRESH_S: Final = 60


@dataclass(frozen=True)
class Made:
    """A body that was made, and under which name it is to be saved."""

    body: bytes
    kind: str
    name: str | None = None

    @cached_property
    def version(self) -> str:
        """What it is known by as long as it stays the same."""
        return sha256(self.body).hexdigest()


async def answered(here: Visit, asked: Hashable, make: Callable[[], Made]) -> Response:
    """Let anybody keep for a minute what anybody may see; what staff see is kept by nobody.

    What everybody asks is made for the first who asks, and kept for a moment, or until the
    city changes what is public.
    """
    if here.request.state.caller is None:
        kept: Kept[Made] = here.request.app.state.dashboards
        rules = here.wiring.book.policy_version  # as far as this process knows: nothing is asked
        made = await kept.get((asked, here.language, rules), make)
        answer = tagged(here, made.body, made.version, _FRESH_S, made.kind)
    else:
        made = await asyncio.to_thread(make)
        answer = Response(made.body, media_type=made.kind)
    if made.name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
