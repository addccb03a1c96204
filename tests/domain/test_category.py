"""Categories: defined, changed, retired; the most urgent condition applies."""

import msgspec
import pytest

from domain.category import (
    Category,
    CategoryDefined,
    CategoryRetired,
    Condition,
    Question,
    UnknownAnswer,
    UnknownCategory,
    UnknownCondition,
    urgency,
)
from domain.clock import Limit, Unit
from tests import examples as ex
from tests.story import Given

NOW, BY = ex.MONDAY, "system:city"
DEFINED = CategoryDefined(by=BY, version=1, definition=ex.definition())
RETIRED = CategoryRetired(by=BY)


def given(*events: CategoryDefined | CategoryRetired) -> Given[Category]:
    return Given(Category, *((event, NOW) for event in events))


def define(it: Category) -> None:
    it.define(ex.definition(), BY, NOW)


def test_the_same_words_again_change_nothing_and_others_are_a_new_version() -> None:
    given().when(define).then(DEFINED)
    given(DEFINED).when(define).then()
    other = ex.definition(after_photo=False)
    given(DEFINED).when(lambda it: it.define(other, BY, NOW)).then(
        CategoryDefined(by=BY, version=2, definition=other)
    )


def test_a_category_retires_once_and_may_come_back() -> None:
    given(DEFINED).when(lambda it: it.retire(BY, NOW)).then(RETIRED)
    given(DEFINED, RETIRED).when(lambda it: it.retire(BY, NOW)).then()
    given().when(lambda it: it.retire(BY, NOW)).then()
    given(DEFINED, RETIRED).when(define).then(
        CategoryDefined(by=BY, version=2, definition=ex.definition())
    )


def test_a_condition_is_found_by_its_code_or_is_the_most_urgent() -> None:
    category = ex.category()
    assert category.condition("M06010.2") is ex.CONDITIONS[1]
    assert category.condition(None) is ex.CONDITIONS[2]
    with pytest.raises(UnknownCondition) as caught:
        category.condition("M06010.9")
    assert (caught.value.condition, caught.value.category) == ("M06010.9", "M06010")
    given().when(lambda it: it.condition(None)).then_refused(UnknownCategory)


def test_answers_answer_what_is_asked() -> None:
    asked = [
        Question(code="size", text="多少?", text_en="How much?", choices=["一袋", "一车"]),
        Question(code="pole", text="编号?", text_en="Which pole?"),
    ]
    category = ex.category(msgspec.structs.replace(ex.definition(), questions=asked))
    category.check({})
    category.check({"size": "一袋", "pole": "A-17"})
    for answers in ({"colour": "red"}, {"size": "两袋"}, {"pole": "A-17", "size": ""}):
        with pytest.raises(UnknownAnswer) as caught:
            category.check(answers)
        assert caught.value.category == "M06010"
    given().when(lambda it: it.check({})).then_refused(UnknownCategory)


def test_urgency_weighs_working_time_as_the_longer_one() -> None:
    limits = [
        Limit(30, Unit.URGENT_MINUTE),
        Limit(2, Unit.URGENT_HOUR),
        Limit(4, Unit.WORK_HOUR),
        Limit(1, Unit.URGENT_DAY),
        Limit(2, Unit.WORK_DAY),
    ]
    assert sorted({*limits}, key=urgency) == limits


def test_a_condition_may_say_what_closes_it() -> None:
    said = Condition(code="M1.1", name="a", name_en="a", limit=ex.limit(1), closing="清净")
    assert said.closing == "清净"
