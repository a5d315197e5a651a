"""Text in a width: smaller first, then more lines, nothing lost, nothing outside."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.paper.fonts import Typesetter, clean
from app.services.paper.kit import Face
from app.services.paper.lines import cut, fit, wrap

SETTER = Typesetter("用户")
HAN = st.text(alphabet="泉旺家园二期接头滴水，。（）0123abc-", min_size=1, max_size=120)


def test_a_little_too_long_shrinks_and_stays_on_one_line():
    natural = SETTER.width("泉旺家园二期", Face.SONG, 10.5)

    fitted = fit("泉旺家园二期", natural * 0.93, 10.5, 9, Face.SONG, SETTER)

    assert fitted.lines == ("泉旺家园二期",)
    assert 9 <= fitted.size < 10.5


def test_much_too_long_wraps_at_the_smallest_size():
    fitted = fit("泉旺家园二期" * 5, 100, 10.5, 9, Face.SONG, SETTER)

    assert len(fitted.lines) > 1
    assert fitted.size == 9
    assert "".join(fitted.lines) == "泉旺家园二期" * 5


@settings(max_examples=60, deadline=None)
@given(HAN)
def test_no_line_is_wider_than_its_cell_and_no_character_is_lost(text):
    lines = wrap(text, 60, 9, Face.SONG, SETTER)

    assert "".join(lines) == text
    # A closing mark may never begin a line; carrying a character down for it only shortens the line above.
    assert all(SETTER.width(line, Face.SONG, 9) <= 60 for line in lines)


def test_no_line_begins_with_a_closing_mark():
    lines = wrap("一二三四五六，七八九十一二。", 6 * 9 + 1, 9, Face.SONG, SETTER)

    assert lines == ["一二三四五", "六，七八九十", "一二。"]


def test_a_closing_mark_takes_the_whole_word_before_it_along():
    lines = wrap("供压三百五 kPa。", SETTER.width("供压三百五 kPa", Face.SONG, 9), 9, Face.SONG, SETTER)

    assert lines == ["供压三百五", "kPa。"]


def test_numbers_stay_whole_where_they_fit():
    lines = wrap("请拨打022-00001234联系", 70, 9, Face.SONG, SETTER)

    assert sum("022-00001234" in line for line in lines) == 1


def test_what_is_cut_shows_an_ellipsis():
    fitted = cut(fit("泉旺家园二期" * 5, 60, 9, 9, Face.SONG, SETTER), 2)

    assert len(fitted.lines) == 2
    assert fitted.lines[1].endswith("…")


def test_control_characters_become_spaces_and_line_ends_stay():
    assert clean("a\tb\r\nc\x00d\u200be\ufe0f\u3000f") == "a b\nc de\u3000f"
