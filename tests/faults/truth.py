"""What the log alone says of each thing: whose it is, which office had it, who may see it."""

from collections import defaultdict
from typing import Final
from uuid import UUID

from api.authority import Relation
from domain.actor import Actor
from domain.office import CommunityOpened
from domain.people import Post, StaffGranted, StaffRevoked
from domain.report.events import ClosingEvent, HandlingEvent, IntakeEvent
from domain.report.intake_events import Submitted
from domain.report.state import Report
from domain.report.table import State
from domain.values import Role
from domain.wallet import Credited, Redeemed, WalletEvent
from services.identity.accounts import Kind
from services.number import BadNumber, parse
from services.wiring import Wiring

HIDDEN: Final = {State.REJECTED, State.DUPLICATE, State.WITHDRAWN}  # from other riders
_PAGE: Final = 500


class Truth:
    """Follows the log line by line; neither a view nor anything of the API is asked."""

    def __init__(self, wiring: Wiring) -> None:
        self._log, self._codec = wiring.log, wiring.app.codec
        self._accounts = wiring.identity.accounts
        self.position = 0  # how far it has read
        self._numbers: dict[str, UUID] = {}
        self._reports: dict[UUID, Report] = {}
        self._posts: defaultdict[str, set[Post]] = defaultdict(set)
        self.offices: dict[str, str] = {}  # of communities
        self.redeemed: dict[str, str] = {}  # redemption -> its rider
        self.credited: set[tuple[str, UUID]] = set()  # to whom, for which report
        self.wallets: dict[int, UUID] = {}  # position -> whose
        self.senders: defaultdict[str, set[str]] = defaultdict(set)  # of photographs
        self._shown_by: defaultdict[str, set[UUID]] = defaultdict(set)  # photograph -> reports
        self.follow()

    def follow(self) -> None:
        """Read what was written since."""
        while lines := self._log.lines(self.position, _PAGE):
            for line in lines:
                step = self._codec.to_domain_event(line)
                self._note(step.event, step.originator_id)
                if isinstance(step.event, WalletEvent):
                    self.wallets[line.id] = step.originator_id
                if isinstance(step.event, IntakeEvent | HandlingEvent | ClosingEvent):
                    life = self._reports.setdefault(step.originator_id, Report(step.originator_id))
                    life.apply(step.event, step.at)
            self.position = lines[-1].id

    def _note(self, event: object, stream: UUID) -> None:
        match event:
            case Submitted(number=number):
                self._numbers[number] = stream
            case Redeemed(redemption=redemption):
                self.redeemed[redemption] = event.by
            case Credited(report=report):
                self.credited.add((stream.hex, UUID(report)))
            case CommunityOpened(code=code, office=office):
                self.offices[code] = office
            case StaffGranted(staff=staff, post=post):
                self._posts[staff].add(post)
            case StaffRevoked(staff=staff, post=post):
                self._posts[staff].discard(post)
        for photo in getattr(event, "photos", ()):
            self.senders[photo.id].add(getattr(event, "by", ""))
            self._shown_by[photo.id].add(stream)

    def actor(self, login: str) -> Actor:
        """Name whoever logs in so, with the posts of this moment; nobody without such a login."""
        account = self._accounts.by_login(login)
        if account is None:
            return Actor("")
        rides = {Post(role=Role.RIDER)} if account.kind is Kind.RIDER else set[Post]()
        return Actor(account.pseudonym, frozenset(self._posts[account.pseudonym] | rides))

    def report(self, name: str) -> Report | None:
        """Find a report by its id or its number."""
        try:
            return self._reports.get(UUID(name))
        except ValueError:
            pass
        try:
            return self._reports.get(self._numbers.get(parse(name), UUID(int=0)))
        except BadNumber:
            return None

    def showing(self, photo: str) -> list[Report]:
        """List the reports that a photograph is in."""
        return [self._reports[one] for one in self._shown_by.get(photo, ())]

    def released(self, photo: str) -> bool:
        """Say whether the city showed a photograph to the public."""
        return any(photo in one.released for one in self.showing(photo))

    def works_at(self, actor: Actor, role: Role, queue: str) -> bool:
        """Say whether a post is at the office of this code, or at the community."""
        office = self.offices.get(queue, queue)
        within = {None} if office == queue else {None, queue}
        return any(
            one.role is role and one.office in (None, office) and one.community in within
            for one in actor.posts
        )


def stands(actor: Actor, role: Role, how: Relation, report: Report) -> bool:
    """Say whether somebody in a role stands so to a report."""
    own = actor.id == report.rider
    match how:
        case Relation.ANY:
            return True
        case Relation.OFFICE:
            posts = [one for one in actor.posts if one.role is role]
            return any(_was_with(report, one) for one in posts)
        case Relation.SHOWN:
            return own or report.state not in HIDDEN
        case _:
            return own


def _was_with(report: Report, post: Post) -> bool:
    if report.office and post.office in (None, report.office):
        return post.community in (None, report.community)
    return post.office in report.legs
