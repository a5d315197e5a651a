from app.services.customers.importing.report import ImportReport, Problem
from app.services.customers.ledger.columns import Guess, Shape
from app.services.customers.ledger.headings import Field
from app.views.ledger.column_lines import ColumnLine, Trust, column_lines, is_doubtful
from app.views.ledger.findings import MISSING, MOST_LISTED, REJECTED, groups_of
from app.views.ledger.outcome import sum_of


def report(**values: object) -> ImportReport:
    return ImportReport(**(dict.fromkeys(COUNTED, 0) | values))  # type: ignore[arg-type]


COUNTED = ("rows", "created", "updated", "unchanged", "duplicate", "rejected", "skipped")


def test_long_groups_are_counted_whole_and_listed_at_their_beginning() -> None:
    problems = tuple(Problem("表", number, "phone", "号码位数不对") for number in range(1, MOST_LISTED + 501))

    (group,) = groups_of(report(problems=problems))

    assert (group.kind, group.count, len(group.rows)) == ("电话待核", MOST_LISTED + 500, MOST_LISTED)


def test_rejected_lines_come_first_and_missing_households_last() -> None:
    problems = (Problem("表", 2, "area", "没有面积"), Problem("表", 9, "place", "看不出是哪一户"))

    groups = groups_of(report(problems=problems, missing=3, missing_addresses=("东苑1号楼1单元101室",)))

    assert [group.kind for group in groups] == [REJECTED, "面积待核", MISSING]
    assert groups[-1].count == 3


def test_the_counts_add_up_in_one_line() -> None:
    words = sum_of(report(rows=5259, created=5120, duplicate=26, rejected=4, skipped=109))

    assert words == "5,259 行 = 新建 5,120 + 重复 26 + 不能导入 4 + 跳过 109"


def shape(*guesses: Guess) -> Shape:
    headings = tuple(guess.heading for guess in guesses)
    examples = tuple(("129999199501308124", "13800000421") for _ in guesses)
    return Shape(headings, (0,), 1, guesses, examples, "key", households=True)


def lines(remembered: dict[int, Field] | None = None, chosen: dict[int, Field] | None = None) -> tuple[ColumnLine, ...]:
    guesses = (
        Guess(0, "室号", Field.ROOM, 1.4, "表头“室号”", "100% 的单元格像室号"),
        Guess(1, "号码", Field.PHONE, 0.6, "", "85% 的单元格像电话"),
        Guess(2, "网格员", Field.OTHER, 0.0, "", ""),
    )
    return column_lines(shape(*guesses), remembered, chosen or {})


def test_a_column_known_by_its_contents_alone_wants_a_look() -> None:
    assert [line.trust for line in lines()] == [Trust.SURE, Trust.DOUBTFUL, Trust.UNUSED]
    assert is_doubtful(lines())


def test_what_was_remembered_wins_over_the_guess_and_the_clerk_over_both() -> None:
    remembered = {0: Field.ROOM, 1: Field.NUMBER}

    assert [line.field for line in lines(remembered)] == [Field.ROOM, Field.NUMBER, Field.OTHER]
    assert [line.trust for line in lines(remembered)] == [Trust.SURE, Trust.REMEMBERED, Trust.UNUSED]
    assert [line.field for line in lines(remembered, {1: Field.PHONE})] == [Field.ROOM, Field.PHONE, Field.OTHER]
    assert not is_doubtful(lines(remembered))


def test_numbers_of_people_are_masked_in_every_column() -> None:
    assert {text for line in lines() for text in line.examples} == {"****************24", "138****0421"}


def test_columns_are_lettered_as_table_programs_do() -> None:
    def letter(column: int) -> str:
        return ColumnLine(column, "", (), Field.OTHER, "", "", Trust.UNUSED).letter

    assert [letter(column) for column in (0, 25, 26, 299)] == ["A", "Z", "AA", "KN"]
