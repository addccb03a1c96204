"""The words of the notices, in Chinese and in English; a rider reads them in the street.

Names between braces are filled in by `words`; `what` names the report as this rider knows it.
"""

from typing import Final, NamedTuple

from projections.inbox.rules import Kind
from projections.timelines.phrases import TERMS, Phrase


class Wording(NamedTuple):
    """What stands at the top, and the sentence; `other` is for who confirmed the report."""

    title: Phrase
    text: Phrase
    other: Phrase | None = None


WORDINGS: Final[dict[Kind, Wording]] = {
    Kind.DISPATCHED: Wording(
        Phrase("已派遣", "Sent on"),
        Phrase(
            "{what}已派遣给{office}，处置时限至 {due}",
            "{what} was sent to {office}, to be handled by {due}",
        ),
    ),
    Kind.IN_WORK: Wording(
        Phrase("处置中", "In work"),
        Phrase(
            "{office}已开始处置{what}，时限至 {due}",
            "{office} took on {what}, to be handled by {due}",
        ),
    ),
    Kind.PROGRESS: Wording(
        Phrase("有新进展", "Progress"),
        Phrase("{office}更新了{what}的处置进展", "{office} reported progress on {what}"),
    ),
    Kind.FIXED: Wording(
        Phrase("已处置完成", "Fixed"),
        Phrase(
            "{office}已处置{what}：{outcome}。请看处置后的照片；问题还在，可以提出异议",
            "{office} says about {what}: {outcome}. See the photo taken afterwards; "
            "if the problem is still there, you can object",
        ),
        Phrase(
            "{office}已处置{what}：{outcome}",
            "{office} says about {what}: {outcome}",
        ),
    ),
    Kind.CLOSED: Wording(
        Phrase("已结案", "Closed"),
        Phrase("{what}已结案：{method}", "{what} is closed: {method}"),
    ),
    Kind.REOPENED: Wording(
        Phrase("重新办理", "Taken up again"),
        Phrase("{what}重新办理：{cause}", "{what} was taken up again: {cause}"),
    ),
    Kind.QUESTION: Wording(
        Phrase("请您补充说明", "A question for you"),
        Phrase(
            "{office}就{what}向您提问，请打开查看并回复",
            "{office} has a question about {what}; open it to answer",
        ),
    ),
    Kind.OBJECTION_ANSWERED: Wording(
        Phrase("异议已有结果", "Your objection was decided"),
        Phrase("您对{what}提出的异议：{answer}", "Your objection about {what}: {answer}"),
    ),
    Kind.REJECTED: Wording(
        Phrase("不予受理", "Not taken up"),
        Phrase(
            "{what}不予受理：{reason}。如不同意，可以提出异议",
            "{what} was not taken up: {reason}. If you do not agree, you can object",
        ),
    ),
    Kind.DUPLICATE: Wording(
        Phrase("已并入此前的上报", "Joined with an earlier report"),
        Phrase(
            "{what}与此前的上报是同一问题，已并入该案卷",
            "{what} is about the same problem as an earlier report, and was joined with it",
        ),
    ),
    Kind.RESTS: Wording(
        Phrase("暂缓处置", "Work rests"),
        Phrase(
            "{what}暂缓处置（{reason}），至 {until}",
            "Work on {what} rests ({reason}) until {until}",
        ),
    ),
    Kind.EXTENDED: Wording(
        Phrase("已延期", "More time"),
        Phrase(
            "{what}已延期（{reason}），时限至 {due}",
            "{what} was given more time ({reason}), until {due}",
        ),
    ),
    Kind.TRANSFERRED: Wording(
        Phrase("已转派", "Passed on"),
        Phrase(
            "{what}已转派给{office}，处置时限至 {due}",
            "{what} was passed on to {office}, to be handled by {due}",
        ),
    ),
    Kind.PHOTO_PUBLIC: Wording(
        Phrase("照片已公开", "Photo made public"),
        Phrase("您为{what}拍的一张照片已向公众公开", "A photo you took of {what} was made public"),
    ),
    Kind.POINTS_PENDING: Wording(
        Phrase("积分待入账", "Points on their way"),
        Phrase(
            "{points} 分待入账，结案后到账：{what}",
            "{points} points are on their way until it is closed: {what}",
        ),
    ),
    Kind.POINTS_ARRIVED: Wording(
        Phrase("积分已入账", "Points arrived"),
        Phrase("{points} 分已入账：{what}", "{points} points are yours to spend: {what}"),
    ),
    Kind.POINTS_HELD: Wording(
        Phrase("积分暂缓入账", "Points held"),
        Phrase(
            "{points} 分暂缓入账，等待人工核对：{what}",
            "{points} points wait until a person has looked: {what}",
        ),
    ),
    Kind.POINTS_TAKEN_BACK: Wording(
        Phrase("积分已扣回", "Points taken back"),
        Phrase(
            "{points} 分已扣回（{reason}）：{what}",
            "{points} points were taken back ({reason}): {what}",
        ),
    ),
    Kind.POINTS_REFUNDED: Wording(
        Phrase("积分已退还", "Points refunded"),
        Phrase(
            "{points} 分已退还：兑换品{reason}",
            "{points} points came back: the reward was {reason}",
        ),
    ),
}

OWN: Final = Phrase("您上报的{category}（{number}）", "your report {number} ({category})")
OTHER: Final = Phrase("您也看到的{category}（{number}）", "{number} ({category}), seen by you too")
EARNED: Final = Phrase("{category}（{number}）", "{number} ({category})")
UNNAMED: Final = Phrase("一份上报", "a report")

WORDS: Final[dict[str, Phrase]] = TERMS | {
    # how an objection ended
    "upheld": Phrase("成立，已重新办理", "upheld; the work is taken up again"),
    "dismissed": Phrase("经复核未予支持", "looked at again and not upheld"),
    # why points were taken back
    "rejected": Phrase("上报不予受理", "the report was not taken up"),
    "duplicate": Phrase("与此前的上报重复", "it had been reported before"),
    "reopened": Phrase("案卷重新办理", "the report was taken up again"),
    "withdrawn": Phrase("上报人已撤回", "its reporter withdrew it"),
    # why they came back
    "lapsed": Phrase("未在期限内领取", "not fetched in time"),
    "cancelled": Phrase("已取消兑换", "cancelled"),
}
