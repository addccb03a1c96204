"""A city loaded from its files: once, again, changed, and pruned."""

import json

import pytest

from domain.category import CategoryDefined, ClosingKind
from domain.clock import Limit, Unit
from domain.datum import to_e7
from domain.office import OfficeBoundaryDrawn
from domain.people import Post
from domain.values import Role
from services.city.findings import BadCityFiles
from tests.services.city.conftest import TownHall, pseudonym
from tests.services.city.folders import COMMUNITIES, EAST, HILL, LAKE, WEST, collection, spoil


def test_the_files_become_events_in_one_append(each_hall: TownHall) -> None:
    loaded = each_hall.load(demo=True)

    assert loaded.receipt is not None
    assert loaded.receipt.count == each_hall.size
    assert loaded.changed == {
        "city": 1,
        "office": 2,
        "community": 2,
        "category": 2,
        "calendar": 1,
        "reward": 1,
        "staff": 2,
    }
    assert each_hall.topics()[:4] == [
        "city.founded",
        "city.policy_set",
        "office.opened",
        "office.boundary_drawn",
    ]
    assert [entry.login for entry in loaded.staff] == ["dispatcher1", "lead1"]
    assert each_hall.progress[-1] == ("appending", 1, 1)


def test_the_same_files_again_append_nothing(each_hall: TownHall) -> None:
    each_hall.load()
    before = each_hall.size

    again = each_hall.load(prune=True)

    assert (again.receipt, again.changed, each_hall.size) == (None, {}, before)


def test_the_book_tells_what_was_loaded(each_hall: TownHall) -> None:
    each_hall.load(demo=True)
    book = each_hall.book

    assert (book.name, book.demo, book.policy_version) == ("Squareville", True, 1)
    assert {code: office.name for code, office in book.offices.items()} == {
        EAST: "East",
        WEST: "West",
    }
    assert book.memberships() == {HILL: EAST, LAKE: WEST}
    assert book.router.route(to_e7(120.12), to_e7(30.05)).office == WEST
    assert book.community_router.route(to_e7(120.03), to_e7(30.03)).office == HILL
    assert book.community_router.route(to_e7(120.12), to_e7(30.05)).office is None
    waste = book.categories["M06010"]
    assert waste.condition(None).limit == Limit(30, Unit.URGENT_MINUTE)
    lamp = book.categories["C01037"].definition
    assert lamp is not None
    assert (lamp.after_photo, lamp.closing.kind) == (False, ClosingKind.ANOTHER)
    assert book.calendar_versions == {2026: "2026.1"}
    assert book.calendar.years[2026].version == "2026.1"
    assert book.posts(pseudonym("lead1")) == (frozenset({Post(role=Role.LEAD)}), 1)
    assert book.posts("0" * 32) == (frozenset(), 0)
    assert book.rewards["water"].offer is not None


def test_a_boundary_is_a_blob_named_by_its_event(hall: TownHall) -> None:
    hall.load()

    drawn = [step.event for step in hall.steps() if isinstance(step.event, OfficeBoundaryDrawn)]

    content = hall.app.event_log.blobs.get(drawn[0].boundary.digest)
    assert len(content) == drawn[0].boundary.bytes
    assert json.loads(content)["coordinates"][0][0] == [120.0, 30.0]
    assert b" " not in content


def test_a_book_opened_later_reads_the_same_city(hall: TownHall) -> None:
    hall.load()
    other = type(hall.book)(hall.app.event_log, hall.app.codec)

    assert other.refresh() == hall.size
    assert other.memberships() == hall.book.memberships()
    assert other.staff() == hall.book.staff()
    assert other.calendar == hall.book.calendar


def test_a_changed_limit_is_one_event(hall: TownHall) -> None:
    hall.load()
    before = hall.size
    spoil(hall.folder, "categories.toml", "4 work_hour", "5 work_hour")

    loaded = hall.load()

    (step,) = hall.steps(before)
    assert isinstance(step.event, CategoryDefined)
    assert step.event.version == 2
    assert step.event.definition.conditions[0].limit == Limit(5, Unit.WORK_HOUR)
    assert loaded.changed == {"category": 1}


def test_a_return_to_earlier_words_is_news_again(hall: TownHall) -> None:
    hall.load()
    for old, new in [("4 work_hour", "5 work_hour"), ("5 work_hour", "4 work_hour")] * 2:
        before = hall.size
        spoil(hall.folder, "categories.toml", old, new)
        hall.load()
        assert hall.topics(before) == ["category.defined"]


def test_a_file_that_is_not_there_says_nothing(hall: TownHall) -> None:
    hall.load()
    before = hall.size
    for file in hall.folder.iterdir():
        if file.name != "calendar-2026.toml":
            file.unlink()
    spoil(hall.folder, "calendar-2026.toml", "  2026-01-02,\n", "")

    hall.load(prune=True)

    assert hall.topics(before) == ["calendar.published"]


def test_what_is_missing_stays_open_without_prune(hall: TownHall) -> None:
    hall.load()
    before = hall.size
    (hall.folder / "communities.geojson").write_text(collection(COMMUNITIES[0]), encoding="utf-8")

    hall.load()
    assert hall.topics(before) == []
    hall.load(prune=True)

    assert hall.topics(before) == ["community.closed"]
    assert hall.book.memberships() == {HILL: EAST}
    assert hall.book.communities[LAKE].closed


def test_prune_ends_what_the_files_no_longer_name(hall: TownHall) -> None:
    hall.load()
    before = hall.size
    offices = json.loads((hall.folder / "offices.geojson").read_text(encoding="utf-8"))
    del offices["features"][1]
    (hall.folder / "offices.geojson").write_text(json.dumps(offices), encoding="utf-8")
    (hall.folder / "communities.geojson").unlink()
    (hall.folder / "rewards.toml").write_text("", encoding="utf-8")
    lamp = (hall.folder / "categories.toml").read_text(encoding="utf-8")
    cut = lamp.rindex("[[category]]")
    (hall.folder / "categories.toml").write_text(lamp[:cut], encoding="utf-8")
    staff = (hall.folder / "staff.toml").read_text(encoding="utf-8")
    cut = staff.rindex("[[staff]]")
    (hall.folder / "staff.toml").write_text(staff[:cut], encoding="utf-8")

    hall.load(prune=True)

    assert hall.topics(before) == [
        "office.closed",
        "community.closed",
        "category.retired",
        "reward.withdrawn",
        "staff.revoked",
    ]
    assert hall.book.router.route(to_e7(120.12), to_e7(30.05)).office is None
    assert set(hall.book.staff()) == {pseudonym("dispatcher1")}


def test_a_closed_office_opens_again_on_its_old_ground(hall: TownHall) -> None:
    hall.load()
    whole = (hall.folder / "offices.geojson").read_text(encoding="utf-8")
    offices = json.loads(whole)
    del offices["features"][1]
    (hall.folder / "offices.geojson").write_text(json.dumps(offices), encoding="utf-8")
    (hall.folder / "communities.geojson").unlink()
    hall.load(prune=True)
    before = hall.size
    (hall.folder / "offices.geojson").write_text(whole, encoding="utf-8")

    hall.load()

    assert hall.topics(before) == ["office.opened"]
    assert hall.book.router.route(to_e7(120.12), to_e7(30.05)).office == WEST


def test_a_community_may_move_to_another_office(hall: TownHall) -> None:
    hall.load()
    before = hall.size
    spoil(
        hall.folder,
        "communities.geojson",
        f'"Lake", "office": "{WEST}"',
        f'"Lake", "office": "{EAST}"',
    )

    hall.load()

    assert hall.topics(before) == ["community.opened"]
    assert hall.book.memberships()[LAKE] == EAST


def test_posts_in_the_file_are_all_the_posts_somebody_holds(hall: TownHall) -> None:
    hall.load()
    before = hall.size
    spoil(hall.folder, "staff.toml", '{ role = "lead" }', '{ role = "auditor" }')

    hall.load()

    assert hall.topics(before) == ["staff.granted", "staff.revoked"]
    posts, version = hall.book.posts(pseudonym("lead1"))
    assert (posts, version) == (frozenset({Post(role=Role.AUDITOR)}), 3)


def test_raising_the_supply_puts_the_difference_on_the_shelf(hall: TownHall) -> None:
    hall.load()
    before = hall.size
    spoil(hall.folder, "rewards.toml", "supplied = 40", "supplied = 45")

    hall.load()

    (step,) = hall.steps(before)
    assert getattr(step.event, "amount", None) == 5


def test_one_flaw_anywhere_and_nothing_is_appended(hall: TownHall) -> None:
    spoil(hall.folder, "staff.toml", 'role = "lead"', 'role = "boss"')

    with pytest.raises(BadCityFiles):
        hall.load()

    assert hall.size == 0
