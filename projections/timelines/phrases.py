"""The sentences of a timeline, one for each event, in Chinese and in English.

Names between braces are filled in by `words`; a reporter reads these on a small screen.
"""

from typing import NamedTuple


class Phrase(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


PHRASES: dict[str, Phrase] = {
    "report.submitted": Phrase("已上报：{category}", "Reported: {category}"),
    "report.inspected": Phrase("照片已核验，标记 {flags}", "Photos inspected, flags: {flags}"),
    "report.dispatched": Phrase(
        "已派遣给{office}，处置时限至 {due}", "Sent to {office}, to be handled by {due}"
    ),
    "report.corroborated": Phrase(
        "另一位小哥也看到了，补充了照片", "Another rider saw it too and added a photo"
    ),
    "report.seconded": Phrase(
        "另一位小哥也上报了同一问题", "Another rider reported the same problem"
    ),
    "report.photo_added": Phrase("补充了照片", "Photos were added"),
    "report.photo_released": Phrase("一张照片已公开", "A photo was made public"),
    "report.rejected": Phrase("不予受理：{reason}", "Not taken up: {reason}"),
    "report.duplicated": Phrase(
        "与此前的上报重复，已并入该案卷", "Reported before; joined with the earlier report"
    ),
    "report.withdrawn": Phrase("上报人已撤回", "Withdrawn by its reporter"),
    "report.reclassified": Phrase("已改为类别：{category}", "Now filed under: {category}"),
    "report.deadline_confirmed": Phrase(
        "工作日历已公布，处置时限确认为 {due}", "The calendar is published; the deadline is {due}"
    ),
    "report.claimed": Phrase(
        "{office}已认领，预计 {due} 前处理", "{office} took it on, to be handled by {due}"
    ),
    "report.released": Phrase(
        "{office}暂未处理完，等待重新认领",
        "{office} has not finished; somebody else will take it on",
    ),
    "report.regraded": Phrase(
        "已核定立案条件，处置时限至 {due}", "The condition was set; to be handled by {due}"
    ),
    "report.entrusted": Phrase("已交由{unit}处置", "Handed to {unit} for the work"),
    "report.progressed": Phrase("{office}更新了处置进展", "{office} reported progress"),
    "report.noted": Phrase("内部备注", "An internal note"),
    "report.returned": Phrase(
        "{office}已退回派遣台：{reason}", "{office} sent it back to the desk: {reason}"
    ),
    "report.transferred": Phrase(
        "已转派给{office}，处置时限至 {due}", "Passed on to {office}, to be handled by {due}"
    ),
    "report.suspension_requested": Phrase(
        "{office}申请挂账：{reason}", "{office} asked to let it rest: {reason}"
    ),
    "report.suspension_refused": Phrase("挂账申请未获批准", "It may not rest"),
    "report.suspended": Phrase(
        "暂缓处置（{reason}），至 {until}", "Work rests ({reason}) until {until}"
    ),
    "report.resumed": Phrase("已恢复处置，时限至 {due}", "Work goes on, to be finished by {due}"),
    "report.extension_requested": Phrase(
        "{office}申请延期：{reason}", "{office} asked for more time: {reason}"
    ),
    "report.extension_refused": Phrase("延期申请未获批准", "There is no more time"),
    "report.extended": Phrase("已延期，时限至 {due}", "More time was given, until {due}"),
    "report.reminded": Phrase(
        "已催办{office}，时限 {due}", "{office} was reminded of the deadline, {due}"
    ),
    "report.escalated": Phrase("已督办（第 {level} 级）", "A superior was told (level {level})"),
    "report.resolved": Phrase(
        "{office}已处置完成：{outcome}", "{office} says it is done: {outcome}"
    ),
    "report.verified": Phrase("已结案：{method}", "Closed: {method}"),
    "report.objected": Phrase("上报人提出异议", "The reporter does not agree"),
    "report.objection_dismissed": Phrase(
        "异议经复核未予支持", "The objection was looked at and not upheld"
    ),
    "report.reopened": Phrase("重新办理：{cause}", "Taken up again: {cause}"),
    "report.asked": Phrase("{office}请上报人补充说明", "{office} has a question for the reporter"),
    "report.answered": Phrase("上报人已回复", "The reporter answered"),
    "report.rated": Phrase("上报人评价 {stars} 星", "The reporter gave {stars} of 5 stars"),
    "report.appealed": Phrase("{office}提出超时申诉", "{office} appealed against the delay"),
    "report.appeal_decided": Phrase(
        "超时申诉第 {stage} 次审核：{upheld}", "Review {stage} of the appeal: {upheld}"
    ),
    "report.exempted": Phrase(
        "{office}的超时不计入考核", "The delay is not counted against {office}"
    ),
}

NOBODY = Phrase("派遣台", "the desk")  # where no office has it
UNDATED = Phrase("另行确定的时间", "a time still to be set")
PROVISIONAL = Phrase("（暂定）", " (provisional)")
NO_FLAGS = Phrase("无", "none")
SEVERAL = Phrase("、", ", ")

TERMS: dict[str, Phrase] = {
    # why a report is not taken up, or sent back
    "not_a_problem": Phrase("未发现问题", "there is no problem"),
    "not_public_ground": Phrase("不在公共区域", "it is not on public ground"),
    "not_the_city": Phrase("不属于城市管理职责", "it is not the city's task"),
    "cannot_find": Phrase("现场未找到", "it could not be found"),
    "photo_shows_nothing": Phrase("照片无法辨认问题", "the photo does not show the problem"),
    "false_report": Phrase("与事实不符", "it is not true"),
    "reused_photo": Phrase("照片为重复使用", "the photo was used before"),
    "abusive": Phrase("内容不当", "its content is not acceptable"),
    "not_our_ground": Phrase("不在辖区内", "it is not on our ground"),
    "not_our_work": Phrase("不属于本单位职责", "it is not our task"),
    "wrong_category": Phrase("类别有误", "it is under the wrong category"),
    "other": Phrase("其他", "other"),
    # why work rests
    "parts": Phrase("等待材料", "waiting for parts"),
    "weather": Phrase("天气原因", "because of the weather"),
    "permit": Phrase("等待审批", "waiting for a permit"),
    "construction": Phrase("施工影响", "because of construction"),
    "season": Phrase("季节原因", "because of the season"),
    # what was done
    "repaired": Phrase("已修复", "repaired"),
    "cleaned": Phrase("已清理", "cleaned"),
    "removed": Phrase("已移除", "removed"),
    "secured": Phrase("已做安全防护", "made safe"),
    "persuaded": Phrase("已劝导整改", "put right by persuasion"),
    "found_in_order": Phrase("现场已恢复正常", "found in order"),
    # how it was closed
    "visit": Phrase("已现场核查", "checked on site"),
    "photo_pair": Phrase("已比对前后照片", "checked by photos before and after"),
    "reporter": Phrase("上报人已确认", "confirmed by its reporter"),
    "lapse": Phrase("公示期内无异议", "nobody objected in time"),
    # why it lives again
    "check_failed": Phrase("核查未通过", "the check failed"),
    "objection": Phrase("异议成立", "the objection was upheld"),
    "audit": Phrase("复核重办", "an audit found it not done"),
    "complaint": Phrase("重新受理", "a complaint was upheld"),
    # how a review ended
    "True": Phrase("同意", "upheld"),
    "False": Phrase("不同意", "refused"),
}
