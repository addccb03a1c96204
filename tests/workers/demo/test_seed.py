"""The demo's past, as it stands in the log and in the views."""

import asyncio
from collections import Counter
from datetime import timedelta
from io import BytesIO

import piexif
from PIL import Image

from domain import EVENTS
from domain.people import PersonalDataRevealed
from domain.report import closing_events as c
from domain.report import intake_events as i
from domain.report.table import State
from domain.reward import RewardHandedOver, RewardReserved, RewardReturned
from domain.wallet import ClawedBack, Held, Redeemed, Vested
from projections.credits.queries import balances, books
from projections.queues.queries import Whose, page
from services.commands import Command
from services.photos.cipher import Part
from tests.workers.demo.conftest import KILLED_AT, NOW, SCALE, City
from workers.demo.seed import seed
from workers.demo.stories import BOLLARD, LAKE, PILE, ROAD


def test_nobody_was_refused_and_the_second_start_went_on_where_the_first_was_killed(
    city: City,
) -> None:
    assert city.told.refused == []
    commands = [line.command_id for line in city.house.wiring.log.lines(0, len(city.steps))]

    assert city.topics()["city.founded"] == 1
    assert city.told.beats > KILLED_AT
    assert len(set(commands)) > city.told.beats


def test_a_city_that_has_come_to_the_present_is_told_nothing_more(city: City) -> None:
    again = asyncio.run(seed(city.settings, scale=SCALE, now=lambda: NOW))

    assert again.beats == 0
    assert city.house.wiring.log.head().size == len(city.steps)


def test_it_began_some_days_ago_and_ends_now(city: City) -> None:
    moments = [step.at for step in city.steps]

    assert moments == sorted(moments)
    assert moments[0] == NOW - timedelta(days=SCALE.days)
    assert timedelta(0) <= moments[-1] - NOW < timedelta(minutes=1)


def test_reports_are_in_every_state(city: City) -> None:
    engine = city.house.projections.engine
    first = page(engine, Whose.ALL, "", limit=200)

    assert first.next is None
    assert {row.state for row in first.items} == set(State)


def test_resolved_reports_wait_for_time_and_for_people(city: City) -> None:
    events = [step.event for step in city.steps]
    drawn = {event.closing.drawn for event in events if isinstance(event, c.Resolved)}
    methods = {event.method for event in events if isinstance(event, c.Verified)}

    assert drawn == {None, *c.Drawn}
    assert methods == set(c.Method)


def test_nearly_everything_that_can_happen_to_a_report_happened(city: City) -> None:
    topics = {topic for topic in EVENTS if topic.startswith("report.")}

    assert topics - city.topics().keys() <= {
        "report.objection_dismissed",  # one of the two ends of a dispute
        "report.deadline_confirmed",  # the year's calendar is published
    }


def test_the_one_call_to_a_rider_is_on_record(city: City) -> None:
    (look,) = [step.event for step in city.steps if isinstance(step.event, PersonalDataRevealed)]

    assert look.staff == look.by
    assert look.report is not None
    assert not any(sign.isdecimal() for sign in look.purpose)


def test_the_views_are_what_the_log_says(city: City) -> None:
    assert city.house.projections.verify() == []
    assert city.house.projections.parked() == []


def test_points_are_pending_vested_held_and_taken_back_and_the_books_balance(city: City) -> None:
    engine = city.house.projections.engine
    kinds = Counter(type(step.event) for step in city.steps)
    everybody = balances(engine, limit=200).items

    assert all(kinds[kind] for kind in (Vested, Held, ClawedBack))
    assert sum(books(engine).accounts.values()) == 0
    assert any(one.pending for one in everybody)
    assert min(one.earned for one in everybody) >= 0
    assert min(one.pending for one in everybody) >= 0


def test_redemptions_are_open_handed_over_and_lapsed(city: City) -> None:
    kinds = Counter(type(step.event) for step in city.steps)
    causes = {step.event.cause for step in city.steps if isinstance(step.event, RewardReturned)}

    assert kinds[RewardReserved] == kinds[Redeemed]
    assert kinds[RewardHandedOver]
    assert "lapsed" in causes
    assert kinds[RewardReserved] > kinds[RewardHandedOver] + kinds[RewardReturned]


def test_originals_keep_what_the_phone_wrote_and_served_copies_say_nothing(city: City) -> None:
    vault = city.house.wiring.vault
    sent = [step.event for step in city.steps if isinstance(step.event, i.Submitted)]
    told = 0
    for event in sent[:12]:
        photo = event.photos[0].id
        original = piexif.load(vault.open(photo, Part.ORIGINAL).data)
        told += bool(original["GPS"] and original["Exif"][piexif.ExifIFD.DateTimeOriginal])
        for part in (Part.LARGE, Part.SMALL):
            copy = Image.open(BytesIO(vault.open(photo, part).data))
            assert not copy.getexif()
            assert copy.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}

    assert told >= 11  # one rider sends through a messenger


def test_few_photographs_make_a_person_look_twice_and_some_do(city: City) -> None:
    inspected = [step.event for step in city.steps if isinstance(step.event, i.Inspected)]
    flags = {flag.flag for event in inspected for flag in event.flags}

    assert {"same_photo", "same_photo_other_rider", "photo_taken_long_ago"} <= flags
    assert sum(event.holds for event in inspected) < len(inspected) / 6


def test_the_four_stories_are_told(city: City) -> None:
    log = city.house.wiring.log
    topics = {}
    for tale in (LAKE, ROAD, BOLLARD, PILE):
        reports = [step for step in city.steps if isinstance(step.event, i.Submitted)]
        (stream,) = {
            step.originator_id
            for step in reports
            if log.lines(step.position - 1, 1)[0].command_id == _filed(tale)
        }
        life = [step for step in city.steps if step.originator_id == stream]
        topics[tale] = [step.event.TOPIC.removeprefix("report.") for step in life]

    assert {"corroborated", "entrusted", "rated", "photo_released"} <= set(topics[LAKE])
    assert {"asked", "answered", "regraded"} & set(topics[ROAD])
    assert topics[BOLLARD].index("verified") < topics[BOLLARD].index("rated")
    assert topics[PILE].count("resolved") == 2
    assert "reopened" in topics[PILE]


def _filed(tale: str) -> bytes:
    return Command.worker("demo", tale, 0).id
