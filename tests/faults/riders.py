"""Riders all over an office's ground, each with a photograph, who report in turn."""

import json
from collections.abc import Callable
from functools import partial
from itertools import count
from random import Random
from typing import Any

from tests.faults.city import CATEGORY, City, at_the_door, in_turns
from tests.faults.errands import Errands
from tests.faults.flow import head


async def reporters(city: City, many: int, drawn: Random) -> Callable[[], bytes]:
    """Upload a photograph for each of so many riders; each call writes the next one's report."""
    logins = [f"rider{number}" for number in range(1, many + 1)]
    async with at_the_door(city) as (_, client):
        errands = Errands(city, client)
        names = await in_turns([partial(errands.photo, login) for login in logins])
    photos, turns = list(zip(logins, names, strict=True)), count()
    return lambda: _report(city, *photos[next(turns) % many], city.around(drawn))


def _report(city: City, login: str, photo: str, place: dict[str, object]) -> bytes:
    wish: dict[str, Any] = {"category": CATEGORY, "photos": [photo], "location": place}
    body = json.dumps(wish).encode()
    return head("/v1/reports", city.tokens[login], f"Content-Length: {len(body)}") + body
