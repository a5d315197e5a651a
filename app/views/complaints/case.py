"""A complaint or tip-off as the panel shows it."""

from app.services.complaints.values import ComplaintCard
from app.views.matters.case_panel import Case

TIP_OFF = "tipoff"
CONTENT = {True: "满意", False: "不满意"}


def case_of(card: ComplaintCard) -> Case:
    """What the kind knows beside clocks and history; of a tip-off no caller."""
    head, facts = card.head, card.facts
    handed = sum(row.kind == "handed_on" and row.standing for row in card.timeline)
    lines = (
        ("渠道", head.channel),
        ("署名", "" if head.anonymous is None else "匿名" if head.anonymous else "留有姓名，已封存"),
        ("封存", "反映站长，只转公司" if head.about_head else ""),
        ("来自", f"{head.sheet_number or head.parent_number}" if head.parent_id else ""),
        ("责任人", f"{head.owner}{f'（转交 {handed} 次）' if handed else ''}"),
        ("转给", head.passed_to),
        ("答复", head.answer),
        ("对处理", CONTENT[facts.content] if facts.content is not None else ""),
        ("作废原因", head.void_reason),
    )
    return Case(
        head.matter_id,
        head.number,
        head.phase,
        head.place,
        head.premises_id,
        head.caller,
        head.relation,
        head.phone,
        head.words,
        lines,
        card.clocks,
        card.timeline,
    )
