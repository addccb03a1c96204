"""Locks, terms, senders and actors: each small, each with its promise."""

import io
import logging
from datetime import timedelta
from hashlib import sha256

import pytest

from domain.people import Post
from domain.streams import staff_stream
from domain.values import Role
from services.identity.accounts import Kind
from services.identity.actors import actor_for
from services.identity.consent import CONSENT, CONSENT_TEXT
from services.identity.failures import lock_after
from services.identity.senders import ConsoleSender
from services.identity.sessions import Signed
from tests.services.identity.conftest import PHONE, House, run

POSTS = frozenset({Post(role=Role.DISPATCHER, office="330106002")})


class OneBook:
    """A city's book that knows one thing."""

    def posts(self, staff: str) -> tuple[frozenset[Post], int]:
        return (POSTS, 3) if staff == "a" * 32 else (frozenset(), 0)


def signed(house: House, kind: Kind, pseudonym: str) -> Signed:
    return Signed(pseudonym, kind, house.hands.now)


def test_locks_double_up_to_a_day() -> None:
    minutes = [lock_after(failed) // timedelta(minutes=1) for failed in range(14)]
    assert minutes == [0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert lock_after(10**9) == timedelta(days=1)


def test_the_terms_named_in_events_never_change() -> None:
    assert CONSENT_TEXT == "privacy-1"
    digests = {language: sha256(text.encode()).hexdigest() for language, text in CONSENT.items()}
    assert digests == {
        "zh": "2b75d433a421318c7f17314762f56c4a22045dfe15f94205cf84cff6814188fd",
        "en": "131133e025695637a83bb1d506f97b0859547ddfd108188c17e7eebd83186a74",
    }
    assert all(f"({CONSENT_TEXT})" in text for text in CONSENT.values())


def test_the_console_shows_the_code_and_hides_the_phone() -> None:
    out = io.StringIO()
    ConsoleSender(out).send(PHONE, "012345")
    assert out.getvalue() == "one-time code for 138 0013 ****: 012345\n"


def test_the_console_is_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    ConsoleSender().send(PHONE, "012345")
    assert capsys.readouterr() == ("", "one-time code for 138 0013 ****: 012345\n")


def test_a_rider_acts_as_a_rider_without_guards(house: House) -> None:
    actor, guards = actor_for(signed(house, Kind.RIDER, "b" * 32), OneBook())
    assert actor.id == "b" * 32
    assert actor.posts == {Post(role=Role.RIDER)}
    assert not guards


def test_staff_act_under_the_posts_that_were_read(house: House) -> None:
    actor, guards = actor_for(signed(house, Kind.STAFF, "a" * 32), OneBook())
    assert actor.serves(Role.DISPATCHER, "330106002", None)
    assert guards == {staff_stream("a" * 32): 3}


def test_staff_without_a_post_may_do_nothing(house: House) -> None:
    actor, guards = actor_for(signed(house, Kind.STAFF, "c" * 32), OneBook())
    assert not actor.posts
    assert guards == {staff_stream("c" * 32): 0}


def test_nothing_secret_or_personal_is_logged(
    staffed: House, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    rider = staffed.sign_in()
    begun = staffed.log_in()
    drawn = run(staffed.identity.staff.reset_password("dispatcher1"))
    written = caplog.text + "".join(capsys.readouterr())
    for secret in (PHONE[3:], staffed.sender.codes[PHONE], rider.token, begun.token, drawn):
        assert secret not in written
