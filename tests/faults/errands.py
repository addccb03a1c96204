"""What the tests ask of a city over HTTP, within this process, many at a time."""

from asyncio import Semaphore
from collections import Counter
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from itertools import count
from typing import Any

import httpx2

from tests.faults.city import CATEGORY, OFFICE, City, in_turns
from tests.faults.pictures import picture

AT_ONCE = 8  # photographs under way: one account may send nine
_keys = count(1)


class Errands:
    """Anybody's errands at one door."""

    def __init__(self, city: City, client: httpx2.AsyncClient) -> None:
        self.city = city
        self.client = client
        self._uploads = Semaphore(AT_ONCE)

    async def post(
        self, login: str, path: str, wish: object = None, key: str | None = None
    ) -> httpx2.Response:
        """Ask for a change as somebody; without a key it is a wish of its own."""
        headers = self.city.headers(login, key or f"errand-{next(_keys)}")
        return await self.client.post(path, json=wish or {}, headers=headers)

    async def photo(self, login: str) -> str:
        """Upload a photograph; answer its name."""
        async with self._uploads:
            return str(done(await self.upload(login, picture()))["id"])

    async def upload(self, login: str, image: bytes) -> httpx2.Response:
        """Send a photograph in; the same one again goes under the same key."""
        key = f"photo-{sha256(image).hexdigest()}"
        headers = {**self.city.headers(login, key), "Content-Type": "image/jpeg"}
        return await self.client.post("/v1/photos", content=image, headers=headers)

    def submission(self, photo: str) -> dict[str, Any]:
        """Describe a problem in the office's ground."""
        return {"category": CATEGORY, "photos": [photo], "location": self.city.place}

    async def submitted(self, amount: int, login: str = "rider1") -> list[str]:
        """Send in so many reports of one rider; answer their ids."""
        wish = self.submission(await self.photo(login))

        async def one() -> str:
            return str(done(await self.post(login, "/v1/reports", wish))["id"])

        return await in_turns([one] * amount)

    async def dispatched(self, amount: int, login: str = "rider1") -> list[str]:
        """Bring so many reports to the office; answer their ids."""
        reports = await self.submitted(amount, login)

        async def one(report: str) -> None:
            path = f"/v1/reports/{report}/dispatch"
            done(await self.post("operator1", path, {"office": OFFICE}))

        await in_turns([partial(one, report) for report in reports])
        return reports


def done(answer: httpx2.Response) -> dict[str, Any]:
    """Take the body of an answer that must be good."""
    assert answer.is_success, (answer.status_code, answer.text)
    found: dict[str, Any] = answer.json()
    return found


def outcomes(answers: Sequence[httpx2.Response]) -> Counter[str]:
    """Count answers by status and code: `201`, `409 out-of-stock`."""
    return Counter(
        str(answer.status_code)
        if answer.is_success
        else f"{answer.status_code} {answer.json()['code']}"
        for answer in answers
    )
