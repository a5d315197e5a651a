"""Official numbers: the counters' rebuild, and the list of gaps (there should be none)."""

from peewee import fn

from app.models.kernel import IssuedNumber, NumberCounter
from app.services.kernel.store import Store


def rebuild_counters(store: Store) -> None:
    """Write the counters anew from the numbers given out, while nobody is given one."""
    series = IssuedNumber.select(IssuedNumber.series, IssuedNumber.day, fn.MAX(IssuedNumber.value)).group_by(
        IssuedNumber.series, IssuedNumber.day
    )
    with store.transaction():
        last = store.tuples(series)
        store.run(f"DELETE FROM {NumberCounter._meta.table_name}")
        for row in last:
            store.run(f"INSERT INTO number_counter (series, day, last) VALUES ({', '.join([store.mark] * 3)})", row)


def gaps(store: Store) -> list[str]:
    """Series and days whose values are not 1…n, as sentences."""
    query = IssuedNumber.select(
        IssuedNumber.series,
        IssuedNumber.day,
        fn.COUNT(IssuedNumber.id),
        fn.MIN(IssuedNumber.value),
        fn.MAX(IssuedNumber.value),
    ).group_by(IssuedNumber.series, IssuedNumber.day)
    return [
        f"{series} {day}：共 {count} 个号，号段 {low}–{high}"
        for series, day, count, low, high in store.tuples(query)
        if low != 1 or high != count
    ]
