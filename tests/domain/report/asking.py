"""Each command with proper inputs, and somebody for each way of standing to a report."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from domain.actor import Actor
from domain.report import closing, handling, intake, resting, talk
from domain.report.closing_events import Method
from domain.report.intake import Original
from domain.report.intake_events import FlagRaised, RejectReason
from domain.report.leg import Rules
from domain.report.state import Report
from domain.report.table import Command, State, Who
from tests import examples as ex
from tests.domain.report import lives

C = Command
Ask = Callable[[Report, Actor, datetime], object]
FIRST = Original(UUID(int=3), State.CLAIMED, ex.NEIGHBOUR.id)
NEW = ex.photo(0xD0)

PEOPLE: dict[Who, Actor] = {
    Who.REPORTER: ex.RIDER,
    Who.OTHER_RIDER: ex.NEIGHBOUR,
    Who.DISPATCHER: ex.COLLEAGUE,
    Who.SUPERVISOR: ex.SUPERVISOR,
    Who.HANDLER: ex.DISPATCHER,
    Who.OPERATOR: ex.SECOND_OPERATOR,
    Who.VERIFIER: ex.SECOND_VERIFIER,
    Who.ADMIN: ex.ADMIN,
    Who.SYSTEM: ex.WORKER,
}
STRANGERS: dict[str, Actor] = {
    "dispatcher of another office": ex.AT_XIXI,
    "supervisor of another office": ex.XIXI_SUPERVISOR,
    "lead": ex.LEAD,
    "auditor": ex.AUDITOR,
    "nobody": Actor(ex.who(99)),
}
EVERYBODY = [
    *PEOPLE.values(),
    *STRANGERS.values(),
    ex.OPERATOR,
    ex.VERIFIER,
    ex.THIRD_RIDER,
    Actor(ex.DISPATCHER.id, ex.DISPATCHER.posts | ex.VERIFIER.posts),
    Actor(ex.RIDER.id, ex.RIDER.posts | ex.OPERATOR.posts),
]


def ask(command: Command, report: Report, actor: Actor, now: datetime, rules: Rules) -> None:
    """Ask for `command` with inputs that nothing is wrong with."""
    month = now + timedelta(days=30)
    acts: dict[Command, Callable[[], object]] = {
        C.INSPECT: lambda: intake.inspect(
            report, [FlagRaised(flag="accuracy_poor")], [], 1, actor, now, holds=False
        ),
        C.DISPATCH: lambda: intake.dispatch(report, ex.TO_LIUXIA, None, rules, actor, now),
        C.CLAIM: lambda: handling.claim(report, actor.id, rules, actor, now),
        C.REGRADE: lambda: handling.regrade(report, "M06010.2", "面积大", rules, actor, now),
        C.RECLASSIFY: lambda: intake.reclassify(report, None, "是路面", ex.ROAD, actor, now),
        C.ENTRUST: lambda: handling.entrust(report, "环卫所", rules, actor, now),
        C.PROGRESS: lambda: handling.progress(report, "在路上", (), rules, actor, now),
        C.NOTE: lambda: handling.note(report, "已电话", rules, actor, now),
        C.RELEASE: lambda: handling.release(report, actor, now),
        C.RETURN: lambda: handling.send_back(report, lives.NOT_OURS, None, actor, now),
        C.TRANSFER: lambda: handling.transfer(
            report, ex.TO_LIUXIA, lives.NOT_OURS, rules, actor, now
        ),
        C.SUSPEND: lambda: resting.suspend(report, lives.PARTS, month, rules, actor, now),
        C.ASK_SUSPENSION: lambda: resting.suspend(report, lives.PARTS, month, rules, actor, now),
        C.DECIDE_SUSPENSION: lambda: resting.decide_suspension(
            report, "同意", rules, actor, now, approve=True
        ),
        C.RESUME: lambda: resting.resume(report, rules, actor, now),
        C.EXTEND: lambda: resting.extend(report, lives.PARTS, rules, actor, now),
        C.ASK_EXTENSION: lambda: resting.extend(report, lives.PARTS, rules, actor, now),
        C.DECIDE_EXTENSION: lambda: resting.decide_extension(
            report, "同意", rules, actor, now, approve=True
        ),
        C.RESOLVE: lambda: closing.resolve(report, lives.WORK, lives.EVERYDAY, rules, actor, now),
        C.VERIFY: lambda: closing.verify(report, Method.VISIT, "", (ex.CHECK,), actor, now),
        C.OBJECT: lambda: closing.object_to(report, "还在", (), rules, actor, now),
        C.DECIDE_OBJECTION: lambda: closing.decide_objection(
            report, "属实", rules, actor, now, uphold=True
        ),
        C.REOPEN: lambda: closing.reopen(report, "没修好", (), rules, actor, now),
        C.REJECT: lambda: intake.reject(report, RejectReason.OTHER, "不受理", actor, now),
        C.DUPLICATE: lambda: intake.duplicate(report, FIRST, actor, now),
        C.CORROBORATE: lambda: intake.corroborate(report, (NEW,), "也看到", None, actor, now),
        C.ADD_PHOTOS: lambda: intake.add_photos(report, (NEW,), actor, now),
        C.RELEASE_PHOTO: lambda: intake.release_photo(report, ex.BEFORE.id, actor, now),
        C.WITHDRAW: lambda: intake.withdraw(report, actor, now),
        C.REMIND: lambda: resting.remind(report, rules, actor, now),
        C.ESCALATE: lambda: resting.escalate(report, "请督办", rules, actor, now),
        C.ASK: lambda: talk.ask(report, "在哪一侧?", rules, actor, now),
        C.ANSWER: lambda: talk.answer(report, "东侧", actor, now),
        C.RATE: lambda: talk.rate(report, 5, "谢谢", rules, actor, now),
        C.APPEAL: lambda: talk.appeal(report, ex.BEISHAN, "下雨", actor, now),
        C.DECIDE_APPEAL: lambda: talk.decide_appeal(
            report, ex.BEISHAN, "同意", actor, now, uphold=True
        ),
        C.CONFIRM_DEADLINE: lambda: intake.confirm_deadline(report, rules, actor, now),
    }
    acts[command]()
