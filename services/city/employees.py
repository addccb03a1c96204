"""Reads who works for the city: logins, and the posts they hold."""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

from msgspec import Meta, Struct

from domain.people import Post
from domain.values import Role
from services.city.findings import Findings, Rule, Unique, Where
from services.city.places import Code9, Code12
from services.city.reading import Words, read_rows, read_struct

_NEEDS_OFFICE = {Role.DISPATCHER}
_AT_OFFICES = {*_NEEDS_OFFICE, Role.SUPERVISOR}
"""Who may be confined to an office. What anybody else may do, they may do everywhere: a post
that named an office would say less than it gives."""


class Employee(NamedTuple):
    """A member of staff: who may log in, and the posts held."""

    login: str
    name: str
    posts: frozenset[Post]
    where: Where


class _EmployeeRow(Struct, frozen=True):
    login: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9._-]{1,31}\Z")]
    name: Words
    posts: Annotated[list[Any], Meta(min_length=1)]


class _PostRow(Struct, frozen=True):
    role: Role
    office: Code9 | None = None
    community: Code12 | None = None


def read_staff(path: Path, findings: Findings) -> list[Employee]:
    """Read staff.toml; whether their offices exist is seen when all files are known."""
    unique = Unique("login")
    found = []
    for table, spot in read_rows(path, "staff", findings):
        row = read_struct(_EmployeeRow, table, spot)
        if row is None or not unique.check(row.login, spot.at("login")):
            continue
        posts = posts_in(row.posts, spot.at("posts"))
        found.append(Employee(row.login, row.name, posts, spot))
    return found


def posts_in(rows: list[Any], where: Where) -> frozenset[Post]:
    """Read the posts of one person."""
    posts = set()
    for number, one in enumerate(rows):
        there = where.at(number)
        post = read_struct(_PostRow, one, there)
        if post is not None:
            _check_post(post, there)
            posts.add(Post(role=post.role, office=post.office, community=post.community))
    return frozenset(posts)


def _check_post(post: _PostRow, where: Where) -> None:
    if post.role is Role.RIDER:
        where.at("role").report("riders sign in by themselves", Rule.RIDER_POST)
    elif post.role not in _AT_OFFICES and (post.office or post.community):
        where.report(f"a post as {post.role} holds for the whole city", Rule.WHOLE_CITY)
    if post.role in _NEEDS_OFFICE and post.office is None:
        where.report(f"a {post.role} needs an office", Rule.OFFICE_NEEDED)
    if post.role in _AT_OFFICES and post.community is not None and post.office is None:
        message = "a community needs its office beside it"
        where.at("community").report(message, Rule.OFFICE_NEEDED)
