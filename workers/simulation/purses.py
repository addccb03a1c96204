"""A second opinion on points: who has how many, and that none comes from nowhere."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from workers.simulation.witness import Seen, demand

ONCE = "a report is credited once at a time"


@dataclass
class Line:
    """What one report has brought one rider."""

    points: int
    vested: bool = False


@dataclass
class Purse:
    """One rider's points."""

    balance: int = 0
    lines: dict[str, Line] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)  # redemption -> points

    @property
    def pending(self) -> int:
        """Points on their way."""
        return sum(line.points for line in self.lines.values() if not line.vested)


class Purses:
    """All wallets and the reward, in double entry: every point comes from somewhere."""

    def __init__(self) -> None:
        self.all: dict[str, Purse] = {}
        self.stock = 0
        self.reserved: dict[str, str] = {}  # redemption -> rider
        self.ended: set[str] = set()
        self.accounts: Counter[str] = Counter()
        self._causes: set[tuple[str, str, str, int]] = set()

    def hear(self, seen: Seen) -> None:
        """Take note of one event of a wallet or a reward."""
        kind, _, what = seen.topic.partition(".")
        if kind == "reward":
            self._shelf(what, seen.facts)
            return
        purse = self.all.setdefault(seen.stream, Purse())
        if cause := seen.facts.get("cause"):
            self._cause(seen, cause)
        self._purse(purse, what, seen)
        demand(not sum(self.accounts.values()), "all postings sum to zero", dict(self.accounts))

    def paired(self, seen: list[Seen]) -> None:
        """Demand that what leaves a wallet leaves the shelf in the same breath, and back."""
        for one, other in (
            ("wallet.redeemed", "reward.reserved"),
            ("wallet.refunded", "reward.returned"),
        ):
            taken = {(line.command, line.facts["redemption"]) for line in seen if line.topic == one}
            given = {
                (line.command, line.facts["redemption"]) for line in seen if line.topic == other
            }
            demand(taken == given, "points and rewards move together", (taken, given))

    def _cause(self, seen: Seen, cause: Any) -> None:  # noqa: ANN401 - a cause, or a word
        if isinstance(cause, dict):
            name = (seen.stream, seen.topic, cause["stream"], cause["version"])
            demand(name not in self._causes, "one cause has one effect", name)
            self._causes.add(name)

    def _purse(self, purse: Purse, what: str, seen: Seen) -> None:
        facts, report = seen.facts, seen.facts.get("report", "")
        points, line = facts.get("points", 0), purse.lines.get(report)
        match what:
            case "credited":
                demand(line is None, ONCE, seen)
                purse.lines[report] = Line(points)
                self._post("city", "pending", points)
            case "held":
                demand(line is not None and not line.vested, "only pending points are held", seen)
            case "vested":
                demand(line is not None and not line.vested, "points vest once", seen)
                if line:
                    demand(line.points == points, "what vests was credited", seen)
                    line.vested = True
                purse.balance += points
                self._post("pending", "balance", points)
            case "clawed_back":
                demand(line is not None, "only what was given is taken back", seen)
                if line:
                    demand((line.points, line.vested) == (points, facts["vested"]), ONCE, seen)
                    purse.lines.pop(report)
                purse.balance -= points if facts["vested"] else 0
                self._post("balance" if facts["vested"] else "pending", "city", points)
            case "redeemed":
                demand(points <= purse.balance, "nobody spends what is not there", seen)
                demand(facts["redemption"] not in purse.open, "a redemption is paid once", seen)
                purse.balance -= points
                purse.open[facts["redemption"]] = points
                self._post("balance", "spent", points)
            case "refunded":
                paid = purse.open.pop(facts["redemption"], None)
                demand(paid == points, "what was paid comes back once", seen)
                purse.balance += points
                self._post("spent", "balance", points)
            case _:
                demand(what == "", "every event of a wallet is known", seen.topic)

    def _shelf(self, what: str, facts: dict[str, Any]) -> None:
        name = facts.get("redemption", "")
        match what:
            case "restocked":
                self.stock += facts["amount"]
            case "reserved":
                self.stock -= 1
                self.reserved[name] = facts["rider"]
                demand(self.stock >= 0, "what is not there is not promised", name)
            case "returned" | "handed_over":
                demand(name in self.reserved, "a redemption ends once", name)
                demand(name not in self.ended, "a redemption ends once", name)
                self.ended.add(name)
                self.reserved.pop(name)
                self.stock += what == "returned"
            case _:
                pass

    def _post(self, giver: str, taker: str, points: int) -> None:
        self.accounts[giver] -= points
        self.accounts[taker] += points
