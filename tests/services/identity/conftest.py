"""Identity on a database of either engine, with clocks moved by hand."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, MetaData

from domain import EVENTS
from services.codec import Codec
from services.database import open_engine
from services.eventlog.recorder import EventLog
from services.identity.consent import CONSENT_TEXT
from services.identity.identity import Identity, open_identity
from services.identity.riders import CodeSent
from services.identity.senders import RememberingSender
from services.identity.sessions import SignedIn
from services.keyring import Keyring
from services.limits import Limited, Limits, Rate
from services.suishoupai import Suishoupai
from tests.services.keys import Hands, keyring

T = TypeVar("T")
PHONE = "+8613800138000"
ADDRESS = "192.0.2.7"
OWN_WORDS = "a kerb of granite"


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run one use case to its end."""
    return asyncio.run(work)


@dataclass
class House:
    """Identity and what it stands on."""

    identity: Identity
    engine: Engine
    keys: Keyring
    app: Suishoupai
    hands: Hands
    sender: RememberingSender

    def another(self) -> Identity:
        """Open identity as a second process would."""
        return opened(self.engine, self.keys, self.app, self.hands, self.sender)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.hands.now += timedelta(seconds=seconds)
        self.hands.seconds += seconds

    def ask(self, phone: str = PHONE) -> CodeSent:
        """Ask for a code, which is sent at once."""
        return run(self.identity.riders.request_code(phone, ADDRESS, lambda send: send()))

    def code(self, phone: str = PHONE) -> str:
        """Ask for a code and read it on the phone."""
        self.ask(phone)
        return self.sender.codes[phone]

    def sign_in(self, phone: str = PHONE, consent: str | None = CONSENT_TEXT) -> SignedIn:
        """Go the whole way a rider goes."""
        return run(self.identity.riders.sign_in(phone, self.code(phone), consent, "zh"))

    def log_in(self, login: str = "dispatcher1", password: str = OWN_WORDS) -> SignedIn:
        """Log in as a member of staff."""
        return run(self.identity.staff.log_in(login, password, ADDRESS))

    def stored(self) -> str:
        """Everything the keys' database holds, as text."""
        tables = MetaData()
        tables.reflect(self.engine)
        with self.engine.connect() as db:
            rows = [
                tuple(row) for table in tables.tables.values() for row in db.execute(table.select())
            ]
        return "\n".join(str(row) for row in rows)


def opened(
    engine: Engine, keys: Keyring, app: Suishoupai, hands: Hands, sender: RememberingSender
) -> Identity:
    return open_identity(
        engine,
        keys,
        app,
        sender,
        Limits(dict.fromkeys(Limited, Rate(1000, 60)), hands.monotonic),
        hands.clock,
        session_hours=720,
        codes_per_hour=5,
        monotonic=hands.monotonic,
    )


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    engine = open_engine(database_url, durable=False)
    log_engine = open_engine(f"sqlite:///{tmp_path / 'log.db'}", durable=False)
    hands, sender = Hands(), RememberingSender()
    keys = keyring(engine, hands)
    log = EventLog(log_engine, tenant="test")
    app = Suishoupai(log, Codec(EVENTS, keys), hands.clock)
    identity = opened(engine, keys, app, hands, sender)
    yield House(identity, engine, keys, app, hands, sender)
    identity.close()
    app.close()
    log.close()
    log_engine.dispose()
    engine.dispose()


@pytest.fixture
def staffed(house: House) -> House:
    """A house with one member of staff."""
    run(house.identity.staff.add("dispatcher1", OWN_WORDS))
    return house
