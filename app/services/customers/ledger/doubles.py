"""Lines about premises that an earlier line of the same file gave already."""

from dataclasses import replace

from app.services.customers.ledger.addresses import community_key
from app.services.customers.ledger.line_store import LineStore
from app.services.customers.ledger.lines import Doubt, Household, LedgerLine

LABELS = {
    "holder": "户名",
    "phones": "电话",
    "number": "用户编号",
    "use": "用热性质",
    "low_income": "低保",
    "area_c": "面积",
    "charged_area_c": "收费面积",
    "heating": "采暖方式",
    "position": "位置",
    "state": "供热状态",
    "paid": "缴费情况",
    "connected_on": "入网日期",
    "remark": "备注",
}


def differing(first: Household, second: Household) -> tuple[str, ...]:
    """The names of the values in which two lines of one place differ."""
    if first == second:
        return ()
    return tuple(label for field, label in LABELS.items() if getattr(first, field) != getattr(second, field))


class Doubles:
    """The first line of a place counts; a later one is a duplicate, and what differs is doubted at the first."""

    def __init__(self, lines: LineStore) -> None:
        self._lines = lines
        self._first: dict[tuple[str, str, str, str], int] = {}

    def forget(self) -> None:
        """Let go of all places little by little; 200,000 at once would hold the interpreter for a tenth of a second."""
        while self._first:
            self._first.popitem()

    def checked(self, line: LedgerLine) -> LedgerLine:
        """The line as it goes behind the others of the store."""
        place = line.place
        if place is None:
            return line
        key = (community_key(place.community), place.building, place.unit, place.room)
        before = self._first.setdefault(key, len(self._lines))
        if before == len(self._lines):
            return line
        earlier = self._lines[before]
        assert earlier.household is not None
        assert line.household is not None
        different = differing(earlier.household, line.household)
        note = f"与第 {earlier.line_no} 行是同一户"
        if different:
            note = f"{note}，但{'、'.join(different)}不同，未采用本行"
            self._lines.doubt(
                before, Doubt("duplicate", f"台账第 {line.line_no} 行也是这一户，{'、'.join(different)}不同"[:120])
            )
        return replace(line, duplicate_of=earlier.line_no, note=note)
