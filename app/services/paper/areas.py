"""Areas as papers, lists and sentences write them."""


def square_metres(area_c: int | None) -> str:
    """`92.35 ㎡` from hundredths; empty when unknown."""
    return "" if area_c is None else f"{area_c // 100}.{area_c % 100:02} ㎡"
