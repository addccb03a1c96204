"""The inbox: each rider is told what concerns them, once, in words, and never their own deeds."""

from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.reward import ReturnCause
from domain.values import PhotoRole
from domain.wallet import ClawCause, Held, Refunded
from projections.inbox.phrases import WORDINGS, WORDS
from projections.inbox.queries import (
    inbox_of,
)
from projections.inbox.rules import Kind
from projections.inbox.view import Inbox
from projections.inbox.words import words
from projections.keeper import Projections
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.inboxes import (
    AWARD,
    CAUSE,
    DUE,
    ENGLISH,
    NAMES,
    OTHER_PURSE,
    PURSE,
    R1,
    after,
    clawed,
    credited,
    kinds,
    life,
)
from tests.projections.memory import MemoryLog


def test_the_reporter_reads_the_whole_story(told: Projections) -> None:
    items = inbox_of(told.engine, x.RIDER, 0).items

    said = [words(one, "zh", NAMES) for one in reversed(items)]
    what = "非机动车乱停放（0123ABCDX）"
    assert [one.text for one in said] == [
        f"您上报的{what}已派遣给北山街道，处置时限至 11月23日 14:30",
        f"5 分待入账，结案后到账：{what}",
        f"北山街道已开始处置您上报的{what}，时限至 11月23日 14:30",
        f"北山街道已处置您上报的{what}：已移除。请看处置后的照片；问题还在，可以提出异议",
        f"您上报的{what}已结案：公示期内无异议",
        f"5 分已入账：{what}",
    ]
    assert [one.title for one in said][::5] == ["已派遣", "积分已入账"]
    assert words(items[-1], "en", ENGLISH).text == (
        "Your report 0123ABCDX (Bicycles in the way) was sent to Beishan, "
        "to be handled by 23 Nov 14:30"
    )
    assert items[2].photos == [x.photo(2).id]
    assert told.verify() == []


def test_who_confirmed_it_is_told_how_it_ends(told: Projections) -> None:
    items = inbox_of(told.engine, x.OTHER_RIDER, 0).items

    assert [one.kind for one in reversed(items)] == ["points_pending", "fixed", "closed"]
    assert words(items[1], "zh", NAMES).text == (
        "北山街道已处置您也看到的非机动车乱停放（0123ABCDX）：已移除"
    )
    assert items[1].photos == [], "what is not released is for the reporter alone"


def test_an_after_photo_that_was_released_is_for_who_confirmed_it_too(
    database_url: str, views_on: ViewsOn
) -> None:
    log = life()
    log.tell(R1, i.PhotoReleased(by=x.OPERATOR, photo=x.photo(2).id))
    views = views_on(database_url, log, [Inbox()])
    views.catch_up()

    fixed = inbox_of(views.engine, x.OTHER_RIDER, 0).items[1]

    assert fixed.photos == [x.photo(2).id]
    assert "photo_public" not in kinds(views), "staff's photographs are no rider's"


def test_nobody_is_told_of_their_own_deeds(file_url: str, views_on: ViewsOn) -> None:
    deeds = [
        x.dispatched(DUE),
        c.Asked(by=x.HANDLER),
        c.Answered(by=x.RIDER),
        i.PhotoAdded(by=x.RIDER, photos=[x.photo(3)]),
        x.claimed(DUE),
        x.resolved(DUE),
        c.Verified(by=x.RIDER, method=c.Method.REPORTER),
        c.Rated(by=x.RIDER, stars=5),
    ]

    assert after(views_on, file_url, *deeds) == ["dispatched", "question", "in_work", "fixed"]


def test_a_withdrawal_and_its_points_are_the_riders_own_deed(
    file_url: str, views_on: ViewsOn
) -> None:
    log = life()
    log.entries = log.entries[:5]
    log.tell(R1, i.Withdrawn(by=x.RIDER))
    log.tell(PURSE, clawed(ClawCause.WITHDRAWN))
    log.tell(OTHER_PURSE, clawed(ClawCause.WITHDRAWN, 1))
    views = views_on(file_url, log, [Inbox()])
    views.catch_up()

    assert kinds(views) == ["dispatched", "points_pending"]
    assert kinds(views, x.OTHER_RIDER) == ["points_pending", "points_taken_back"]


def test_work_that_changes_hands_begins_once_in_each_turn(file_url: str, views_on: ViewsOn) -> None:
    given_up = h.Released(by=x.HANDLER, holder=x.HANDLER, cause=h.ReleaseCause.GIVEN_UP)
    story = [x.dispatched(DUE), x.claimed(DUE), given_up, x.claimed(DUE, x.VERIFIER)]
    story += [x.transferred(DUE), x.claimed(DUE)]

    assert after(views_on, file_url, *story) == [
        "dispatched", "in_work", "transferred", "in_work",
    ]  # fmt: skip


def test_an_objection_is_answered_either_way(
    file_url: str, fresh_file: str, views_on: ViewsOn
) -> None:
    begin = [x.dispatched(DUE), x.claimed(DUE), x.resolved(DUE)]
    objected = c.Objected(by=x.RIDER, against=c.Against.RESOLUTION)
    upheld = x.reopened(DUE, c.ReopenCause.OBJECTION)
    dismissed = c.ObjectionDismissed(by=x.OPERATOR)

    told = after(views_on, file_url, *begin, objected, upheld)
    assert told[-1] == "objection_answered"
    told = after(views_on, fresh_file, *begin, objected, dismissed)
    assert told[-1] == "objection_answered"


def test_who_confirmed_it_hears_that_it_lives_again(file_url: str, views_on: ViewsOn) -> None:
    confirmed = i.Seconded(by=x.OPERATOR, rider=x.OTHER_RIDER, duplicate=x.report(2).hex)
    story = [x.dispatched(DUE), confirmed, x.claimed(DUE), x.resolved(DUE)]
    story.append(x.reopened(DUE, c.ReopenCause.OBJECTION))

    told = after(views_on, file_url, *story, rider=x.OTHER_RIDER)

    assert told == ["fixed", "reopened"]


def test_the_owner_of_a_released_photograph_is_told(file_url: str, views_on: ViewsOn) -> None:
    mine, theirs = x.photo(1), x.photo(7, PhotoRole.EVIDENCE)
    story = [
        i.Corroborated(by=x.OTHER_RIDER, rider=x.OTHER_RIDER, photos=[theirs]),
        i.PhotoReleased(by=x.OPERATOR, photo=mine.id),
    ]

    assert after(views_on, file_url, *story) == ["photo_public"]
    log = MemoryLog()
    for event in (x.submitted(), story[0], i.PhotoReleased(by=x.OPERATOR, photo=theirs.id)):
        log.tell(R1, event)
    views = views_on(file_url.replace("views", "other"), log, [Inbox()])
    views.catch_up()
    assert (kinds(views), kinds(views, x.OTHER_RIDER)) == ([], ["photo_public"])


def test_points_are_told_with_their_state_and_nothing_of_none(
    file_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    log.tell(R1, x.submitted())
    log.tell(PURSE, credited())
    log.tell(PURSE, Held(by=AWARD, report=R1.hex, cause=CAUSE, flags=["far_away"]))
    log.tell(PURSE, clawed(ClawCause.REOPENED))
    log.tell(PURSE, credited(0))
    log.tell(PURSE, clawed(ClawCause.REJECTED, 0))
    refund = Refunded(
        by="system:deadlines", redemption="0" * 32, points=3, cause=ReturnCause.LAPSED
    )
    log.tell(PURSE, refund)
    own = Refunded(by=x.RIDER, redemption="1" * 32, points=3, cause=ReturnCause.CANCELLED)
    log.tell(PURSE, own)
    views = views_on(file_url, log, [Inbox()])
    views.catch_up()

    items = inbox_of(views.engine, x.RIDER, 0).items

    assert [(one.kind, one.points) for one in reversed(items)] == [
        ("points_pending", 5), ("points_held", 5), ("points_taken_back", 5), ("points_refunded", 3),
    ]  # fmt: skip
    assert words(items[0], "zh", NAMES).text == "3 分已退还：兑换品未在期限内领取"
    assert words(items[1], "en", ENGLISH).text == (
        "5 points were taken back (the report was taken up again): 0123ABCDX (Bicycles in the way)"
    )


def test_every_kind_and_every_reason_has_words() -> None:
    assert set(WORDINGS) == set(Kind)
    reasons = [i.RejectReason, h.SuspendReason, h.ReturnReason, c.Outcome, c.Method, c.ReopenCause]
    assert {one.value for kind in (*reasons, ClawCause, ReturnCause) for one in kind} <= set(WORDS)
