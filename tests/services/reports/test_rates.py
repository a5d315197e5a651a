"""What holds of every rate, whatever was counted."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.services.reports.rates import Rate, Ratio
from app.services.reports.timeliness import CALLED_BACK, CLOCK_RATES, SATISFIED

RULES = st.sampled_from([*CLOCK_RATES.values(), CALLED_BACK, SATISFIED])


@st.composite
def counted(draw: st.DrawFn) -> tuple[Rate, list[str]]:
    rule = draw(RULES)
    known = [each.value for each in rule.classes]
    values = draw(st.lists(st.sampled_from([*known, "", "anything else"]), max_size=60))
    return rule.count(values, draw(st.integers(0, 9))), [value for value in values if value in known]


@given(counted())
def test_the_classes_add_up_to_the_denominator(found: tuple[Rate, list[str]]) -> None:
    rate, known = found

    assert sum(part.count for part in rate.parts) == rate.whole.denominator == len(known)
    left_out = sum(part.count for part in rate.parts if part.user)
    assert rate.without_user.denominator == rate.whole.denominator - left_out


@given(counted())
def test_a_numerator_is_never_more_than_its_denominator(found: tuple[Rate, list[str]]) -> None:
    rate, _ = found

    assert 0 <= rate.without_user.numerator <= rate.without_user.denominator
    assert rate.whole.numerator == rate.without_user.numerator


@given(counted())
def test_leaving_out_user_reasons_never_lowers_a_rate(found: tuple[Rate, list[str]]) -> None:
    rate, _ = found

    if rate.without_user.denominator:
        assert Fraction(rate.without_user.numerator, rate.without_user.denominator) >= Fraction(
            rate.whole.numerator, rate.whole.denominator
        )


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_percentage_is_rounded_once_and_never_out_of_bounds(numerator: int, more: int) -> None:
    ratio = Ratio(numerator, numerator + more - 1 or 1)

    shown = Fraction(ratio.percent.rstrip("%"))
    assert abs(shown - Fraction(100 * ratio.numerator, ratio.denominator)) <= Fraction(1, 20)
    assert 0 <= shown <= 100


def test_without_a_denominator_there_is_no_rate() -> None:
    assert (Ratio(0, 0).percent, Ratio(0, 0).fraction, Ratio(2, 3).percent) == ("—", "0/0", "66.7%")
