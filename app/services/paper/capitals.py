"""Money in capitals, as receipts demand it."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_LIMIT = 10**12


def capitals(fen: int) -> str:
    """`12030` fen → `壹佰贰拾元叁角整`. Raises ValueError below zero and from 10,000,000,000 yuan up."""
    if not 0 <= fen < _LIMIT:
        raise ValueError(f"no capitals for {fen} fen")
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif cents and yuan:
        text += "零"
    if cents:
        return f"{text}{_DIGITS[cents]}分"
    return f"{text or '零元'}整"


def _whole(yuan: int) -> str:
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            continue
        # One zero is spoken for any gap, however many places it spans.
        gap = bool(text) and (group < 1_000 or groups[place + 1] == 0)
        text += ("零" if gap else "") + _four(group) + _GROUPS[place]
    return text


def _four(group: int) -> str:
    text = ""
    pending = False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if pending and text else "") + _DIGITS[digit] + _PLACES[place]
            pending = False
        else:
            pending = True
    return text
