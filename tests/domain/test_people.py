"""Riders, staff, and who looked at whose data."""

from domain.actor import Actor, rider, system
from domain.kernel import Personal
from domain.people import (
    Disclosures,
    Person,
    PersonalDataRevealed,
    Post,
    Rider,
    RiderConsented,
    RiderRegistered,
    Staff,
    StaffGranted,
    StaffRevoked,
)
from domain.values import Role
from tests import examples as ex
from tests.story import Given

NOW, BY = ex.MONDAY, "system:identity"
RIDER, CLERK = ex.RIDER.id, ex.DISPATCHER.id
PERSON = Person(phone="13800000000", name="王小哥")
REGISTERED = RiderRegistered(by=RIDER, rider=RIDER, person=Personal(value=PERSON))
CONSENTED = RiderConsented(by=RIDER, text="privacy-1", language="zh")
POST = Post(role=Role.DISPATCHER, office=ex.BEISHAN)
GRANTED = StaffGranted(by=BY, staff=CLERK, post=POST)


def test_a_rider_registers_once() -> None:
    Given(Rider).when(lambda it: it.register(RIDER, PERSON, RIDER, NOW)).then(REGISTERED)
    Given(Rider, (REGISTERED, NOW)).when(lambda it: it.register(RIDER, PERSON, RIDER, NOW)).then()


def test_a_rider_agrees_to_each_text_once() -> None:
    past = ((REGISTERED, NOW), (CONSENTED, NOW))
    Given(Rider, past[0]).when(lambda it: it.consent("privacy-1", "zh", RIDER, NOW)).then(CONSENTED)
    Given(Rider, *past).when(lambda it: it.consent("privacy-1", "en", RIDER, NOW)).then()
    Given(Rider, *past).when(lambda it: it.consent("privacy-2", "en", RIDER, NOW)).then(
        RiderConsented(by=RIDER, text="privacy-2", language="en")
    )


def test_posts_are_given_and_taken_once() -> None:
    Given(Staff).when(lambda it: it.grant(CLERK, POST, BY, NOW)).then(GRANTED)
    Given(Staff, (GRANTED, NOW)).when(lambda it: it.grant(CLERK, POST, BY, NOW)).then()
    revoked = StaffRevoked(by=BY, staff=CLERK, post=POST)
    Given(Staff, (GRANTED, NOW)).when(lambda it: it.revoke(CLERK, POST, BY, NOW)).then(revoked)
    Given(Staff, (GRANTED, NOW), (revoked, NOW)).when(
        lambda it: it.revoke(CLERK, POST, BY, NOW)
    ).then()


def test_every_look_is_recorded() -> None:
    look = PersonalDataRevealed(by=CLERK, staff=CLERK, subject=RIDER, purpose="call back")
    for past in ((), ((look, NOW),)):
        Given(Disclosures, *past).when(lambda it: it.reveal(CLERK, RIDER, "call back", NOW)).then(
            look
        )


def test_a_post_holds_where_it_was_given() -> None:
    clerk = Actor(CLERK, frozenset({POST}))
    assert clerk.holds(Role.DISPATCHER)
    assert clerk.serves(Role.DISPATCHER, ex.BEISHAN, ex.SHUGUANG)
    assert not clerk.serves(Role.DISPATCHER, ex.XIXI, None)
    assert not clerk.serves(Role.SUPERVISOR, ex.BEISHAN, None)
    assert ex.OF_SHUGUANG.serves(Role.DISPATCHER, ex.BEISHAN, ex.SHUGUANG)
    assert not ex.OF_SHUGUANG.serves(Role.DISPATCHER, ex.BEISHAN, "330106002009")
    assert ex.OPERATOR.serves(Role.OPERATOR, ex.XIXI, None), "no office: the whole city"


def test_our_own_workers_are_told_from_people() -> None:
    assert system("award") == Actor("system:award")
    assert (system("award").system, rider(RIDER).system) == (True, False)
    assert rider(RIDER).holds(Role.RIDER)
