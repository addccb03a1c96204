"""Everything one process needs, made once from its settings and closed together."""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine

from domain import EVENTS
from domain.city import City
from domain.errors import Refused
from domain.streams import city_stream
from services.city.book import CityBook
from services.clock import Clock, DatabaseClock, real, system_clock
from services.codec import Codec
from services.commands import Command
from services.eventlog.instants import from_micros
from services.eventlog.recorder import EventLog
from services.identity.identity import Identity, open_identity
from services.identity.senders import SENDERS, CodeSender
from services.ids import ReportIds
from services.kek import KeyEncryptionKey
from services.keyring import Keyring
from services.keytables import founded
from services.leases import now
from services.limits import Limits, rates
from services.outside import MACHINE, Outside
from services.photos.evidence import Found, Wish
from services.photos.opening import open_blobs, open_quarantine
from services.photos.uploads import DirectUploads
from services.photos.vault import PhotoVault
from services.reporting.context import Reporting
from services.sealing import NONCE_BYTES
from services.settings import Settings
from services.suishoupai import Suishoupai
from services.together import Together


class ClockRefused(Refused):
    """Only the log of a demo city may be written under another clock than the machine's."""

    code = "clock-refused"


@dataclass(frozen=True)
class Wiring:
    """The parts of a process, each made once."""

    settings: Settings
    clock: Clock
    views_engine: Engine
    replica_engine: Engine | None
    log: EventLog
    keyring: Keyring
    codec: Codec
    app: Suishoupai
    book: CityBook
    vault: PhotoVault
    uploads: DirectUploads
    identity: Identity
    desk: Reporting
    limits: Limits
    closing: ExitStack

    def close(self) -> None:
        """Write what waits, end threads and children, let the databases go."""
        self.closing.close()


def open_wiring(
    settings: Settings,
    clock: Clock = system_clock,
    sender: CodeSender | None = None,
    outside: Outside = MACHINE,
) -> Wiring:
    """Open the city's databases, making what is missing, and wire the parts together.

    Raises TenantMismatch for another city's log, WrongKeyEncryptionKey for another key
    file, ClockRefused for an injected clock on a log that is no demo's.
    """
    chance, monotonic, open_engine = outside.chance, outside.monotonic, outside.engine
    with ExitStack() as stack:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        opened = partial(open_engine, connections=settings.connections)
        log_engine = opened(settings.database, durable=True)
        stack.callback(log_engine.dispose)
        clock = _agreed(clock, log_engine)
        keys_engine = opened(settings.keys, durable=True)
        stack.callback(keys_engine.dispose)
        views_engine = opened(settings.views, durable=False)
        stack.callback(views_engine.dispose)
        replica = settings.database_read
        replica_engine = opened(replica, durable=False) if replica else None
        if replica_engine:
            stack.callback(replica_engine.dispose)
        log = outside.log(
            log_engine, tenant=settings.city, clock=clock, most_waiting=settings.queue_limit
        )
        stack.callback(log.close)
        kek = KeyEncryptionKey.load(settings.key_file, new=not founded(keys_engine))
        keyring = Keyring(keys_engine, kek, clock, monotonic, chance)
        codec = Codec(EVENTS, keyring, nonce=lambda: chance.token_bytes(NONCE_BYTES))
        app = Suishoupai(log, codec, clock)
        stack.callback(app.close)
        book = CityBook(log, codec)
        book.refresh()
        if not real(clock) and book.name and not book.demo:
            raise ClockRefused
        pool = outside.decoder(settings.photo_children)
        stack.callback(pool.close)
        blobs = open_blobs(settings)
        vault = PhotoVault(
            keys_engine,
            blobs,
            keyring,
            pool,
            clock,
            settings.data / "incoming",
            monotonic,
            chance,
            outside.apart,
        )
        stack.callback(vault.close)
        quarantine = open_quarantine(settings, blobs)
        uploads = DirectUploads(keys_engine, keyring, vault, quarantine, clock)
        limits = Limits(rates(settings), monotonic=monotonic)
        identity = open_identity(
            keys_engine,
            keyring,
            app,
            sender or SENDERS[settings.code_sender](),
            limits,
            clock,
            session_hours=settings.session_hours,
            codes_per_hour=settings.codes_per_hour,
            monotonic=monotonic,
            chance=chance,
        )
        stack.callback(identity.close)
        ids = ReportIds(keyring, clock, chance.randbits)
        finding: Together[Wish, Found] = Together(vault.evidence)
        draws = chance.randbelow, finding, chance.randbits
        desk = Reporting(app, book, vault, keyring, clock, ids, *draws)
        return Wiring(
            settings,
            clock,
            views_engine,
            replica_engine,
            log,
            keyring,
            codec,
            app,
            book,
            vault,
            uploads,
            identity,
            desk,
            limits,
            stack.pop_all(),
        )


def _agreed(clock: Clock, engine: Engine) -> Clock:
    """Where several machines may share a city, take the time from its database."""
    if clock is system_clock and engine.dialect.name == "postgresql":
        with engine.connect() as db:
            return DatabaseClock(from_micros(now(db)))
    return clock


async def found_city(wiring: Wiring, *, demo: bool) -> bool:
    """Begin the log of the city, unless it has begun; answer whether it began here.

    Raises ClockRefused for one that is no demo under another clock than the machine's.
    """
    if not demo and not real(wiring.clock):
        raise ClockRefused
    name = wiring.settings.city

    def decide(city: City) -> None:
        city.found(name, "system:founding", wiring.clock(), demo=demo)

    command = Command.worker("founding", name)
    change = await wiring.app.change([(City, city_stream())], decide, command)
    await asyncio.to_thread(wiring.book.refresh)
    return change.receipt is not None and not change.receipt.repeated
