"""The city as it is set up now: read from the log, kept in memory, brought up to date."""

from collections.abc import Iterable
from threading import RLock
from typing import Any, Final, NamedTuple, TypeVar, get_args
from uuid import UUID

import structlog
from shapely.geometry.base import BaseGeometry
from sqlalchemy.exc import SQLAlchemyError

from domain.blocking import Block, BlockEvent
from domain.calendar import Calendar, CalendarPublished
from domain.category import Category, CategoryEvent
from domain.city import City, CityEvent, Policy
from domain.clock import PublishedYear, WorkingCalendar
from domain.kernel import Aggregate, Event, Step
from domain.office import Community, CommunityEvent, Office, OfficeEvent
from domain.people import Post, Staff, StaffEvent, StaffGranted
from domain.reward import Reward, RewardOffered, RewardWithdrawn
from domain.streams import block_stream, staff_stream
from services.city.ground import opened
from services.codec import Codec
from services.envelope import UnreadableEvent
from services.eventlog.recorder import EventLog
from services.eventlog.request import Line, stream_of
from services.routing import Boundary, Router

A = TypeVar("A", bound=Aggregate[Any])
PAGE = 1_000
_REWARD = (RewardOffered, RewardWithdrawn)
_KINDS: dict[type[Event], type[Aggregate[Any]]] = {
    **dict.fromkeys(get_args(CityEvent), City),
    **dict.fromkeys(get_args(OfficeEvent), Office),
    **dict.fromkeys(get_args(CommunityEvent), Community),
    **dict.fromkeys(get_args(CategoryEvent), Category),
    **dict.fromkeys(get_args(StaffEvent), Staff),
    **dict.fromkeys(get_args(BlockEvent), Block),
    **dict.fromkeys(_REWARD, Reward),
    CalendarPublished: Calendar,
}
logger = structlog.get_logger()
TOPICS: Final = tuple(event.TOPIC for event in _KINDS)


class Stopped(NamedTuple):
    """A stream that the book could not follow to its end, and the class of the error."""

    stream: UUID
    position: int
    topic: str
    cause: str


class CityBook:
    """The set-up of the city: offices, communities, catalogue, calendar, policy, posts, blocks.

    Closed offices and retired categories stay in it, since old reports name them. The
    attributes are replaced, never changed, so any thread may read them at any time.
    Rewards are here with their terms; their stock is for those who load the stream.
    """

    name = ""
    demo = False
    policy = Policy()
    policy_version = 0

    def __init__(self, log: EventLog, codec: Codec) -> None:
        """Begin with an empty book; `refresh` fills it."""
        self._log = log
        self._codec = codec
        self._lock = RLock()
        self._looks = 0  # how often somebody began to look for news
        self._looked = 0  # the last of these that came to its end
        self._position = 0
        self._things: dict[UUID, Aggregate[Any]] = {}
        self.stopped: dict[UUID, Stopped] = {}
        self._legible: dict[UUID, tuple[int, int]] = {}  # at which version and position
        self._staff: dict[UUID, str] = {}
        self._years: dict[UUID, int] = {}
        self._shapes: dict[str, BaseGeometry] = {}
        self._news: set[type[Aggregate[Any]] | None] = set()  # read, but not presented yet
        self.offices: dict[str, Office] = {}  # by code9
        self.communities: dict[str, Community] = {}  # by code12
        self.categories: dict[str, Category] = {}
        self.rewards: dict[str, Reward] = {}
        self.calendar = WorkingCalendar()
        self.calendar_versions: dict[int, str] = {}  # year -> for example 2026.1
        self.router = Router([])
        self.community_router = Router([])

    def refresh(self) -> int:
        """Read what was set up since the last time; answer with the position reached.

        Without news this is one small question to the database; threads that ask
        while another one waits for its answer share the next one.
        """
        before = self._looks
        with self._lock:
            if self._looked > before:  # somebody began after we came, and has finished
                return self._position
            self._looks += 1
            size = self._log.max_notification_id() or 0
            read = self._news
            while self._position < size:
                lines = self._log.lines(self._position, PAGE, TOPICS, size)
                read |= {self._take(line) for line in lines}
                self._position = lines[-1].id if len(lines) == PAGE else size
            if read:
                self._present()
            if read & {Office, Community}:
                self._route()
            read.clear()
            self._looked = self._looks
            return self._position

    def posts(self, staff: str) -> tuple[frozenset[Post], int]:
        """Say which posts somebody holds, and the version of that knowledge, to guard on."""
        held = self._things.get(staff_stream(staff))
        if not isinstance(held, Staff):
            return frozenset(), 0
        if held.id in self.stopped:  # what could not be read may have been a revocation
            return frozenset(), held.version
        version = held.version  # read first: an older version fails its guard, a newer would not
        return held.posts, version

    def staff(self) -> dict[str, frozenset[Post]]:
        """List everybody who holds a post."""
        with self._lock:
            found = {who: self.posts(who)[0] for who in self._staff.values()}
        return {who: posts for who, posts in found.items() if posts}

    def block(self, rider: str) -> Block | None:
        """Say whether a rider was ever kept from sending in, and how that stands; from memory."""
        found = self._things.get(block_stream(rider))
        return found if isinstance(found, Block) else None

    def blocks(self) -> list[Block]:
        """List what there is to know of everybody who was ever blocked."""
        with self._lock:
            return self._of(Block)

    def people(self) -> list[str]:
        """List everybody who ever held a post, by pseudonym."""
        with self._lock:
            return sorted(self._staff.values())

    def grounds(self) -> dict[str, BaseGeometry | None]:
        """List the open offices with their shapes."""
        return {
            code: self._shapes[office.boundary.digest] if office.boundary else None
            for code, office in self.offices.items()
            if not office.closed
        }

    def memberships(self) -> dict[str, str]:
        """List the open communities with the codes of their offices."""
        return {code: one.office for code, one in self.communities.items() if not one.closed}

    def legible(self, stream: UUID, version: int) -> None:
        """Raise UnreadableEvent where more was told of a thing than the book could read.

        Of a topic that is unknown the book has not even heard: the log says whether there is one.
        """
        asked = version, self._position
        if self._legible.get(stream) == asked:
            return  # many decisions in one round ask the same
        for line in self._log.stream(stream, gt=version):
            if line.id <= asked[1]:
                raise UnreadableEvent(line.topic, stream, line.id, "not known to the city's book")
        self._legible[stream] = asked

    def _take(self, line: Line) -> type[Aggregate[Any]] | None:
        """Follow one event; what is wrong with it stops its own stream, and nothing else.

        The thing then stands as it was told before. Only a process that can read the
        event goes on from there: deciding on half a history would be guessing.
        """
        stream = stream_of(line)
        if stream in self.stopped:
            return None
        try:
            step = self._codec.to_domain_event(line)
            if ground := getattr(step.event, "boundary", None):
                self._shape(ground.digest)
            return self._fold(step)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 - as in the views: a poisoned event stops its stream
            cause = type(error).__name__
            self.stopped[stream] = Stopped(stream, line.id, line.topic, cause)
            place = {"stream": str(stream), "position": line.id, "topic": line.topic}
            logger.error("stream parked", view="city", error=cause, **place)  # noqa: TRY400 - no text
            return None

    def _fold(self, step: Step[Event]) -> type[Aggregate[Any]]:
        kind, stream = _KINDS[type(step.event)], step.originator_id
        thing = self._things.setdefault(stream, kind(stream))
        kind.replay(thing, [step])
        match step.event:
            case CalendarPublished(year=year):
                self._years[stream] = year
            case StaffGranted(staff=staff):
                self._staff[stream] = staff
        return kind

    def _present(self) -> None:
        """Put new tables in the place of the old ones."""
        self.offices = {one.code: one for one in self._of(Office)}
        self.communities = {one.code: one for one in self._of(Community)}
        self.categories = {one.definition.code: one for one in self._of(Category) if one.definition}
        self.rewards = {one.offer.code: one for one in self._of(Reward) if one.offer}
        for city in self._of(City):
            self.name, self.demo = city.policy.name or city.name, city.demo
            self.policy, self.policy_version = city.policy, city.number
        years = {self._years[one.id]: one for one in self._of(Calendar)}
        self.calendar_versions = {
            year: f"{year}.{one.number}" for year, one in sorted(years.items())
        }
        published = {
            year: PublishedYear(version, years[year].holidays, years[year].make_up_days)
            for year, version in self.calendar_versions.items()
        }
        self.calendar = WorkingCalendar(published, self.policy.slots)

    def _route(self) -> None:
        offices = [one for one in self.offices.values() if not one.closed]
        still = {office.code for office in offices}
        communities = (one for one in self.communities.values() if not one.closed)
        self.router = self._router(offices)
        self.community_router = self._router(one for one in communities if one.office in still)

    def _router(self, places: Iterable[Office] | Iterable[Community]) -> Router:
        return Router(
            Boundary(one.code, one.boundary.version, self._shape(one.boundary.digest))
            for one in places
            if one.boundary
        )

    def _shape(self, digest: str) -> BaseGeometry:
        if digest not in self._shapes:
            self._shapes[digest] = opened(self._log.blobs.get(digest))
        return self._shapes[digest]

    def _of(self, kind: type[A]) -> list[A]:
        return [thing for thing in self._things.values() if isinstance(thing, kind)]
