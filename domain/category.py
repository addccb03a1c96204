"""A category: what may be reported, how fast it is mended, what is proof, what it earns."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from domain.clock import Limit
from domain.errors import Refused
from domain.kernel import Aggregate, Event
from domain.values import Kind, Value


class Condition(Value, frozen=True):
    """A filing condition (立案条件) with its published limit (处置时限)."""

    code: str  # category code, a dot, a number: M06010.2
    name: str
    name_en: str
    limit: Limit
    closing: str = ""  # 结案条件, in words


class Question(Value, frozen=True):
    """Something the rider may be asked about this category."""

    code: str
    text: str
    text_en: str
    choices: list[str] = []


class ClosingKind(StrEnum):
    """Who closes a resolved report."""

    SELF = "self"  # by itself after n working days without objection; a sample is drawn
    ANOTHER = "another"  # always by another person
    REPORTER = "reporter"  # by the reporter's word, else as SELF


class Closing(Value, frozen=True):
    """How a resolved report of this category is closed."""

    kind: ClosingKind = ClosingKind.SELF
    work_days: int = 3
    sample_percent: int = 10


class AwardRule(Value, frozen=True):
    """What a report of this category earns."""

    code: str
    version: int
    points: int
    corroborator_points: int


class Definition(Value, frozen=True):
    """All a category says, at one version."""

    code: str  # M06010 (matter) or C01001 (component)
    kind: Kind
    group: str  # 大类
    name: str
    name_en: str
    conditions: list[Condition]
    award: AwardRule
    source: str
    questions: list[Question] = []
    after_photo: bool = True
    closing: Closing = Closing()
    source_code: str | None = None
    illustrative: bool = False


class CategoryDefined(Event, frozen=True):
    """The city said what this category means from now on."""

    TOPIC = "category.defined"
    version: int
    definition: Definition


class CategoryRetired(Event, frozen=True):
    """The city takes no new reports of this category."""

    TOPIC = "category.retired"


CategoryEvent = CategoryDefined | CategoryRetired


class UnknownCategory(Refused):
    """There is no such category, or it takes no new reports."""

    code = "unknown-category"

    def __init__(self, category: str) -> None:
        super().__init__(f"There is no category {category} to report under")
        self.category = category


class UnknownCondition(Refused):
    """The category has no such filing condition."""

    code = "unknown-condition"

    def __init__(self, condition: str, category: str) -> None:
        super().__init__(f"{condition} is no condition of category {category}")
        self.condition = condition
        self.category = category


class UnknownAnswer(Refused):
    """The category does not ask this, or offers other answers."""

    code = "unknown-answer"

    def __init__(self, question: str, category: str) -> None:
        super().__init__(f"Category {category} takes no such answer to {question}")
        self.question = question
        self.category = category


def urgency(limit: Limit) -> int:
    """Rank limits of different units: wall seconds in a week without holidays."""
    return limit.seconds * (3 if limit.unit.working else 1)


class Category(Aggregate[CategoryEvent]):
    """One item of the city's catalogue, version by version."""

    number = 0  # the definition's version
    definition: Definition | None = None
    retired = False

    def define(self, definition: Definition, by: str, now: datetime) -> None:
        """Say what the category means; the same words again change nothing."""
        if self.definition != definition or self.retired:
            event = CategoryDefined(by=by, version=self.number + 1, definition=definition)
            self.record(event, now)

    def retire(self, by: str, now: datetime) -> None:
        """Take no new reports of it. Retiring again changes nothing."""
        if self.version and not self.retired:
            self.record(CategoryRetired(by=by), now)

    def condition(self, code: str | None) -> Condition:
        """Find a condition; without a code, the most urgent one applies."""
        if self.definition is None:
            raise UnknownCategory("?")
        if code is None:
            return min(self.definition.conditions, key=lambda one: urgency(one.limit))
        for one in self.definition.conditions:
            if one.code == code:
                return one
        raise UnknownCondition(code, self.definition.code)

    def check(self, answers: Mapping[str, str]) -> None:
        """Raise UnknownAnswer unless each answers a question, by a choice where it has some."""
        if self.definition is None:
            raise UnknownCategory("?")
        asked = {one.code: one.choices for one in self.definition.questions}
        for question, answer in answers.items():
            if question not in asked or (asked[question] and answer not in asked[question]):
                raise UnknownAnswer(question, self.definition.code)

    def apply(self, event: CategoryEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep the definition in force."""
        match event:
            case CategoryDefined():
                self.number, self.definition = event.version, event.definition
                self.retired = False
            case CategoryRetired():
                self.retired = True
            case _:
                assert_never(event)
