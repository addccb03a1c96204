"""Reads what a form of the set-up says, by the rules that hold for the files."""

from typing import Any, Final, TypeVar

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from domain.city import Policy
from services.city.catalogue import Item, category_in
from services.city.employees import Employee, posts_in
from services.city.findings import BadCityFiles, Rule, Where, form
from services.city.places import CommunityRow, Place
from services.city.reading import Table, Words, read_struct
from services.city.tables import Shelf, policy_in, shelf_in

T = TypeVar("T")
HOUR: Final = 60


class _Name(Struct, frozen=True):
    name: Words


def read_policy(given: Table, now: Policy) -> Policy:
    """Read the rules of the house; what the form leaves out stays as it is `now`.

    Raises BadCityFiles, as all of these do.
    """
    where, name = form(), given.get("name")
    if name is not None:
        read_struct(_Name, {"name": name}, where)
    table = policy_table(now) | given
    city = table.pop("name")
    policy = policy_in(table, city, where)
    where.findings.settle()
    return policy or now


def policy_table(policy: Policy) -> Table:
    """Write the rules of the house the way the files and forms have them."""
    table: Table = to_builtins(asdict(policy))
    hours = [f"{_clock(opens)}-{_clock(closes)}" for opens, closes in table.pop("slots")]
    return table | {"working_hours": hours}


def read_category(given: Table) -> Item:
    """Read a category; its kind follows from its code, and may be left out."""
    where, table = form(), dict(given)
    kind = table.pop("kind", None)
    limits = [_limit(one) for one in table.get("conditions", [])]
    item = category_in(table | {"conditions": limits}, where)
    if item is not None and kind not in (None, item.definition.kind):
        message = f"{item.definition.code} is a {item.definition.kind}"
        where.at("kind").report(message, Rule.KIND)
    return _whole(item, where)


def read_community(given: Table) -> Place:
    """Read a community; its ground stays as it is."""
    where = form()
    row = read_struct(CommunityRow, given, where)
    place = Place(row.code, row.name, "", row.office, None, where) if row else None
    return _whole(place, where)


def read_shelf(given: Table) -> Shelf:
    """Read a reward, and how many of it there were in all."""
    where = form()
    return _whole(shelf_in(given, where), where)


def read_employee(login: str, posts: list[Any]) -> Employee:
    """Read which posts somebody shall hold: these, and no others."""
    where = form()
    return _whole(Employee(login, "", posts_in(posts, where.at("posts")), where), where)


def _limit(condition: Any) -> Any:  # noqa: ANN401 - a table, or what was sent instead
    """Write a limit the way the files have it: "5 work_day"."""
    limit = condition.get("limit") if isinstance(condition, dict) else None
    if not isinstance(limit, dict):
        return condition
    return condition | {"limit": f"{limit.get('amount')} {limit.get('unit')}"}


def _clock(minutes: int) -> str:
    return f"{minutes // HOUR:02}:{minutes % HOUR:02}"


def _whole(found: T | None, where: Where) -> T:
    where.findings.settle()
    if found is None:
        raise BadCityFiles(())
    return found
