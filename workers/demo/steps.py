"""Turns that many tales share: how a report comes in, is worked on, and ends."""

from datetime import datetime

from domain.clock import elapsed
from domain.report.closing_events import Method
from workers.demo import deeds
from workers.demo.pictures import Shot
from workers.demo.plan import NEVER_DRAWN, Tale

VERIFIER = "verifier1"
HELD = 0.17  # the share of a limit after which a claim is renewed; it lapses at a quarter
SURE_DRAW = 0


def begin(
    tale: Tale, *, condition: str | None = None, note: str | None = None, shot: Shot | None = None
) -> None:
    """Let the rider report it; without a condition the most urgent one applies."""
    tale.grade(condition)
    start = tale.start
    said = tale.rng.choice(start.matter.notes) if note is None else note
    deed = deeds.submit(
        start.matter.category, condition, start.spot, tale.datum, said, _answers(tale)
    )
    tale.then(start.at, start.rider, deed, shot or tale.picture(mended=False))


def rider_begins(tale: Tale) -> None:
    """Report it with the right condition, as two riders in three do, or with none."""
    matter = tale.start.matter
    names_it = matter.condition is not None and tale.rng.random() < 2 / 3
    begin(tale, condition=matter.condition if names_it else None)


def take_up(tale: Tale, share: float) -> None:
    """Claim it; where the limit is not that of what is found, set the condition."""
    found = tale.start.matter.condition
    if found is None or tale.condition.code == found:
        tale.then(tale.share(share), tale.handler, deeds.claim())
        return
    tale.then(tale.soon(3, 15), tale.handler, deeds.claim())
    words = "现场核实，按实际情形调整立案条件"
    tale.then(tale.soon(2, 6), tale.handler, deeds.regrade(found, words))
    tale.then(tale.soon(2, 9), tale.handler, deeds.progress("已到现场核实，安排处置"))
    tale.grade(found)


def work(tale: Tale, share: float) -> None:
    """Tell now and then how it goes, so that the claim does not lapse."""
    told = ("已联系责任单位", "材料已备齐，等待施工", "正在处置", "已围护，继续处置")
    while share - used(tale) > HELD + 0.03:
        at = tale.share(used(tale) + HELD)
        tale.then(at, tale.handler, deeds.progress(tale.rng.choice(told)))


def finish(tale: Tale, share: float, *, chance: int = NEVER_DRAWN, words: str = "") -> None:
    """Resolve it at this share of the limit, with a picture."""
    work(tale, share)
    done_at(tale, tale.share(share), chance=chance, words=words)


def done_at(tale: Tale, at: datetime, *, chance: int = NEVER_DRAWN, words: str = "") -> None:
    """Resolve it at this moment, with a picture."""
    matter = tale.start.matter
    deed = deeds.resolve(matter.outcome, words or tale.rng.choice(matter.done))
    shot = tale.picture(mended=True, at=max(at, tale.now))
    tale.then(at, tale.handler, deed, shot, chance=chance)


def look(tale: Tale) -> None:
    """Let the verifier look, where somebody has to; and the rider say something later."""
    deed = deeds.look_if_drawn("前后照片对比一致，已处置到位")
    tale.then(tale.next_hour(2, 26), VERIFIER, deed)
    if tale.rng.random() < 1 / 3:
        stars = tale.rng.choice((5, 5, 5, 4, 4, 3, 2))
        words = {5: "处理很快，谢谢", 4: "不错", 3: "有点慢", 2: "等了好几天"}[stars]
        tale.then(tale.soon(60 * 24 * 3, 60 * 24 * 8), tale.start.rider, deeds.rate(stars, words))


def visit(tale: Tale, words: str = "现场核查，问题已解决") -> None:
    """Let the verifier go there, take a picture, and close it."""
    at = tale.next_hour(1, 5)
    shot = tale.picture(mended=True, at=at)
    tale.then(at, VERIFIER, deeds.verify(Method.VISIT, words), shot)


def used(tale: Tale) -> float:
    """Say which share of the limit has passed since the leg began."""
    passed = elapsed(tale.base, tale.now, tale.limit.unit, tale.book.calendar)
    return passed / tale.limit.seconds


def _answers(tale: Tale) -> dict[str, str] | None:
    definition = tale.category.definition
    asked = [one for one in definition.questions if one.choices] if definition else []
    if not asked or tale.rng.random() < 1 / 2:
        return None
    return {one.code: tale.rng.choice(one.choices) for one in asked}
