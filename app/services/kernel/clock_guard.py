"""The computer's clock may be wrong after a power cut: the newest act on record is the high-water mark."""

from datetime import timedelta

from app.services.kernel.store import Store
from app.services.kernel.times import Clock, china, from_ms

BACK = timedelta(minutes=2)
AHEAD = timedelta(days=1)


def clock_question(store: Store, clock: Clock) -> str | None:
    """The sentence to ask at start-up when the clock looks wrong, else None.

    Back by more than two minutes, or ahead by more than a day, of the newest recorded act.
    """
    newest = store.run("SELECT max(at) FROM unit").fetchone()[0]
    if newest is None:
        return None
    mark, now = from_ms(newest), clock.now()
    if now < mark - BACK:
        return f"电脑时间是 {china(now):%m月%d日 %H:%M}，比最后一条记录({china(mark):%m月%d日 %H:%M})还早。时间对吗?"
    if now > mark + AHEAD:
        return (
            f"电脑时间是 {china(now):%m月%d日 %H:%M}，离最后一条记录({china(mark):%m月%d日 %H:%M})超过一天。时间对吗?"
        )
    return None
