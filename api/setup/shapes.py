"""What the set-up answers with."""

from datetime import date

from pydantic import Field

from api.me import PostHeld
from api.reads.catalogue import CategoryShown
from api.shapes import Answer


class TemplateSetUp(Answer):
    """A text of the city's own for one step of a report."""

    use: str
    zh: str
    en: str


class PolicyShown(Answer):
    """The rules of the house, as the files have them."""

    name: str
    working_hours: list[str]
    daily_points: int
    daily_reports: int
    duplicate_metres: int
    lookalike_metres: int
    lookalike_days: int
    lease_share_percent: int
    lease_minimum_minutes: int
    warn_percent: int
    reopen_days: int
    rate_days: int
    hand_over_days: int
    public_figures: list[str] = Field(description="What anonymous people may see.")
    templates: list[TemplateSetUp] = Field(description="In the place of the built-in texts.")


class CategorySetUp(CategoryShown):
    """A category, in force or retired."""

    retired: bool


class CommunitySetUp(Answer):
    """A community, open or closed."""

    code: str
    name: str
    office: str
    closed: bool


class OfficeSetUp(Answer):
    """A street office and its communities, open or closed."""

    code: str
    name: str
    closed: bool
    communities: list[CommunitySetUp]


class StaffSetUp(Answer):
    """Somebody with a login, and the posts held; a supervisor sees those of the own office."""

    id: str
    login: str
    posts: list[PostHeld]
    disabled: bool


class StaffEmployed(Answer):
    """Somebody's posts; the one-time password of an account just made, told this once."""

    id: str
    login: str
    one_time_password: str | None
    posts: list[PostHeld]


class PasswordDrawn(Answer):
    """A one-time password, good for a week, told this once."""

    one_time_password: str


class RewardSetUp(Answer):
    """A reward's terms and stock, offered or withdrawn."""

    code: str
    name: str
    name_en: str
    sponsor: str
    price: int
    limit_per_rider: int
    season_from: date
    season_to: date
    places: list[str]
    supplied: int = Field(description="All that ever came in.")
    stock: int
    withdrawn: bool


class SetUp(Answer):
    """The city as it is set up, as far as it is the caller's to see."""

    policy: PolicyShown
    categories: list[CategorySetUp]
    offices: list[OfficeSetUp]
    staff: list[StaffSetUp]
    rewards: list[RewardSetUp]
    may: list[str] = Field(description="Which of its parts the caller may change.")
    position: int
