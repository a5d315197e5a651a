"""The four figures at the foot of the window."""

from datetime import datetime

from app.services.clocks.engine import State
from app.services.customers.care.counts import care_counts
from app.services.kernel.desk import Desk
from app.services.kernel.times import china
from app.services.matters.board import BoardRow
from app.services.repairs.reads import unreturned_sheets
from app.services.trust.backups import newest_backup
from app.views.board.lines import next_deadline
from app.views.shell.bottom_bar import Fact
from app.views.texts import day_and_time, short_number
from app.views.theme import Tone


def deadline(rows: list[BoardRow], now: datetime) -> Fact:
    """How much is late, and what runs out next."""
    late = len({row.matter_id for row in rows if row.state is State.OVERDUE})
    row = next_deadline(rows)
    if row is None:
        return Fact("没有将到的时限")
    words = f"{day_and_time(row.due, now)}　{row.title}　{short_number(row.number)}"
    if row.due < now:
        return Fact(f"超时 {late} 件，没有别的将到时限", Tone.RED)
    return Fact(f"超时 {late} 件，下一时限 {words}", Tone.RED) if late else Fact(f"下一时限 {words}")


def last_backup(desk: Desk) -> Fact:
    """The day of the newest checked copy; a server is backed up by its own keeper."""
    made = newest_backup(desk.store)
    return Fact(f"最近核验备份 {china(made):%m月%d日}" if made else "尚无已核验的备份")


def waiting_for_care(desk: Desk) -> Fact:
    """Doubtful values and matters without a file; nothing is said where nothing waits."""
    counts = care_counts(desk)
    words = [f"{word} {count}" for word, count in (("待核", counts.doubts), ("待建档", counts.unlisted)) if count]
    return Fact("、".join(words))


def papers_out(desk: Desk) -> Fact:
    """How many finished repairs wait for their sheet, and who carries them."""
    out = unreturned_sheets(desk)
    if not out:
        return Fact("完工的回执单都已交回")
    names = list(dict.fromkeys(sheet.repairer for sheet in out if sheet.repairer))
    return Fact(f"未交回执单 {len(out)} 张（{'、'.join(names[:3])}）", Tone.AMBER)
