"""The facts clocks look at: what happened to a matter, and when."""

from dataclasses import dataclass
from datetime import datetime

# Every kind a policy may name, with the word an explanation uses for it.
WORDS = {
    "told": "受理",
    "contacted": "联系用户",
    "agreed_in_call": "通话中已约定",
    "dispatched": "派工",
    "arrived": "到场",
    "temporary_fix": "临时处理",
    "waiting_parts": "待备件",
    "nobody_home": "无人在家",
    "refused_entry": "拒绝入户",
    "no_adult": "无成年人在场",
    "rescheduled_by_user": "用户改约",
    "explained": "已说明",
    "finished": "排除故障",
    "phone_solved": "电话指导办结",
    "user_closed": "因用户原因办结",
    "joined_outage": "并入停热事件",
    "sheet_returned": "收单",
    "called_back": "回访",
    "callback_unreached": "回访未接通",
    "callback_closed": "回访办结",
    "answered": "答复",
    "replied_result": "回复处理结果",
    "replied_progress": "阶段回复",
    "opinion_sent": "报送处理意见",
    "passed_on": "转递",
    "applied": "申请资料齐全",
    "works_accepted": "验收合格",
    "contract_signed": "签订合同",
    "began": "停热开始",
    "users_told": "告知用户",
    "long_expected": "预计停热满 8 小时",
    "long_notified": "告知长时间停热",
    "restored": "恢复供热",
    "season_begun": "供热期开始",
    "heat_started": "供热",
    "reopened": "重开",
    "voided": "作废",
}


@dataclass(frozen=True, slots=True)
class TimedFact:
    """One effective event: its true time, however late it was typed in.

    `until` is the later time the fact itself names: the new appointment of rescheduled_by_user,
    the promised time of explained. Both are aware.
    """

    kind: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a matter is, as far as policies ask: its kind and, for a repair, its fault group."""

    kind: str
    group: str = ""
