"""What others do meanwhile, without a browser: dispatchers, verifiers, another rider."""

from itertools import count
from typing import Any, Final

import httpx2

from tests.pages.city import LiveCity, elsewhere

PLACE: Final = {"longitude": 120.1405, "latitude": 30.2632, "datum": "wgs84"}
_keys = count(1)


class Hand:
    """Somebody at the API."""

    def __init__(self, city: LiveCity, login: str) -> None:
        self.city = city
        signed = elsewhere(city.house.wiring.identity.staff.token(login))
        self._headers = {"Authorization": f"Bearer {signed.token}"}

    def ask(self, path: str, **wish: Any) -> dict[str, Any]:
        """Ask for a change, and take the answer, which must be good."""
        return self._answer("POST", path, json=wish)

    def see(self, path: str) -> dict[str, Any]:
        """Read something, once all is shown that was done."""
        self.city.settle()
        return self._answer("GET", path)

    def photo(self, *, mended: bool = False) -> str:
        """Upload a photograph; answer its name."""
        picture = self.city.mended if mended else self.city.picture
        sent = self._answer("POST", "/v1/photos", "image/jpeg", content=picture.read_bytes())
        return str(sent["id"])

    def report(self, **place: float) -> str:
        """Report a problem; answer its id."""
        where = PLACE | place
        wish = {"category": "M06010", "photos": [self.photo()], "location": where}
        sent = self.ask("/v1/reports", **wish)
        return str(sent["id"])

    def state(self, report: str) -> str:
        """Say how a report stands."""
        return str(self.see(f"/v1/reports/{report}")["state"])

    def do(self, report: str, command: str, **wish: Any) -> dict[str, Any]:
        """Ask something of a report."""
        return self.ask(f"/v1/reports/{report}/{command}", **wish)

    def mend(self, report: str) -> None:
        """Claim a report, and say that it is done."""
        self.do(report, "claim")
        photos = [self.photo(mended=True)]
        self.do(report, "resolve", outcome="cleaned", words="清理完毕", photos=photos)

    def _answer(
        self, method: str, path: str, kind: str = "application/json", **body: Any
    ) -> dict[str, Any]:
        headers = {
            **self._headers,
            "Content-Type": kind,
            "Idempotency-Key": f"page-errand-{next(_keys)}",
        }
        answer = httpx2.request(method, self.city.at + path, headers=headers, timeout=20, **body)
        assert answer.is_success, (answer.status_code, answer.text)
        return dict(answer.json())
