"""The QR's text and the verdict on a code that came back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.paper.payload import CheckKey, Payload, Verdict, check_code, judge, make_payload, parse_payload

KEY = CheckKey("a1b2c3d4", b"k" * 32)
NUMBER = "HD-PQZ-20261115-0001"


def test_a_payload_is_ascii_and_reads_back_as_it_was_made():
    text = make_payload(NUMBER, 1, KEY, "022-0000 1234")

    assert text.isascii()
    assert text == f"{NUMBER}.1.{check_code(NUMBER, 1, KEY)}.02200001234"
    assert parse_payload(text) == Payload(NUMBER, 1, check_code(NUMBER, 1, KEY))


@pytest.mark.parametrize(
    "bend",
    [
        str.lower,
        lambda text: f"  {text}\r\n",
        lambda text: text.replace(".", "。"),
        lambda text: text.replace("-", "—"),
        lambda text: "".join(chr(ord(letter) + 0xFEE0) for letter in text),
        lambda text: f"https://rx.example.cn/s/{text}",
        lambda text: f"回单 {text}",
        lambda text: text.replace(".02200001234", ".022-00001234"),
    ],
    ids=["lower case", "line end", "Chinese full stop", "dashes", "full width", "prefix", "words before", "older"],
)
def test_a_bent_payload_is_still_read(bend):
    text = make_payload(NUMBER, 2, KEY, "022-00001234")

    assert parse_payload(bend(text)) == Payload(NUMBER, 2, check_code(NUMBER, 2, KEY))


def test_a_number_typed_by_hand_is_found_but_proves_nothing():
    typed = parse_payload("hd pqz 20261115 0001")

    assert typed == Payload(NUMBER)
    assert judge(typed, [KEY]) is Verdict.UNVERIFIABLE


@pytest.mark.parametrize("text", ["", "13800001234", "3-2-1102", "HD-PQZ-2026111-0001", "和平里3-1102"])
def test_what_holds_no_paper_number_is_not_a_payload(text):
    assert parse_payload(text) is None


@given(st.text())
def test_any_text_may_be_parsed(text):
    parsed = parse_payload(text)

    assert parsed is None or parsed.number.isascii()


def test_the_verdict_tells_right_copy_wrong_copy_and_foreign_slip_apart():
    mine = parse_payload(make_payload(NUMBER, 1, KEY, ""))
    users = parse_payload(make_payload(NUMBER, 2, KEY, ""))
    digits = check_code(NUMBER, 1, KEY)
    mistyped = Payload(NUMBER, 1, digits[:-1] + str((int(digits[-1]) + 1) % 10))
    other_number = Payload("HD-PQZ-20261115-0002", 1, digits)

    assert judge(mine, [KEY], expected_copy=1) is Verdict.OK
    assert judge(users, [KEY], expected_copy=1) is Verdict.WRONG_COPY
    assert judge(mistyped, [KEY], expected_copy=1) is Verdict.MISMATCH
    assert judge(other_number, [KEY], expected_copy=1) is Verdict.MISMATCH


def test_a_slip_of_a_key_that_is_not_here_cannot_be_judged():
    older = CheckKey("00ff00ff", b"o" * 32)
    slip = parse_payload(make_payload(NUMBER, 1, older, ""))

    assert judge(slip, [KEY], expected_copy=1) is Verdict.UNVERIFIABLE
    assert judge(slip, [KEY, older], expected_copy=1) is Verdict.OK


def test_the_secret_never_shows():
    assert "kkkk" not in repr(KEY)


def test_a_prefix_that_is_not_ascii_is_refused():
    with pytest.raises(ValueError, match="ASCII"):
        make_payload(NUMBER, 1, KEY, "", prefix="https://供热.example/")
