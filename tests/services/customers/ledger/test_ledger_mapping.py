"""What a person says the columns hold, and how that is known again next season."""

from app.services.customers.ledger.headings import FIELD_LABELS, Field
from app.services.customers.ledger.lines import LineKind, Place
from app.services.customers.ledger.parsing import Ledger, parse_ledger, read_shapes

HEADING = ["小区", "楼号", "单元", "室号", "户名", "电话", "建筑面积", "备注"]
HOME = ["甲花园", "3", "2", "1102", "王伟", "13800001234", 90.5, ""]
OTHER = ["甲花园", "3", "2", "1103", "李娜", "13800001235", 80.5, ""]


def places(ledger: Ledger) -> list[Place]:
    return [line.place for line in ledger.lines if line.place]


def test_a_choice_overrules_the_guess_of_its_sheet_only(workbook) -> None:
    path = workbook({"一": [HEADING, HOME], "二": [HEADING, ["乙花园", *HOME[1:]]]})
    chosen = {0: Field.COMMUNITY, 1: Field.UNIT, 2: Field.BUILDING, 3: Field.ROOM, 4: Field.REMARK}

    ledger = parse_ledger(path, mapping={"一": chosen})

    assert places(ledger) == [Place("甲花园", "2", "3", "1102"), Place("乙花园", "3", "2", "1102")]
    household = ledger.lines[1].household
    assert household is not None
    assert (household.holder, household.phones, household.area_c, household.remark) == (None, None, None, "王伟")


def test_a_sheet_that_is_left_out_gives_no_households_but_its_lines_are_counted(workbook) -> None:
    path = workbook({"一": [HEADING, HOME], "二": [HEADING, OTHER]})

    ledger = parse_ledger(path, mapping={"二": {}})

    assert places(ledger) == [Place("甲花园", "3", "2", "1102")]
    assert [line.kind for line in ledger.lines if line.sheet == "二"] == [LineKind.TITLE, LineKind.TITLE]


def test_a_sheet_nobody_could_read_is_read_by_choice(workbook) -> None:
    path = workbook({"表": [["甲", "乙", "丙"], ["x1", "甲花园3号楼", "西门进"], ["x2", "甲花园4号楼", "东门进"]]})
    assert not read_shapes(path)["表"].households

    ledger = parse_ledger(path, mapping={"表": {0: Field.ROOM, 1: Field.BUILDING, 2: Field.REMARK}})

    assert places(ledger) == [Place("甲花园", "3", "", "X1"), Place("甲花园", "4", "", "X2")]


def test_every_column_says_what_it_was_taken_for_and_why(workbook) -> None:
    rows = [[*HEADING, "编外"], *([*HOME[:3], f"{floor}01", *HOME[4:], "甲乙"] for floor in range(1, 9))]

    shape = read_shapes(workbook({"台账": rows}))["台账"]

    guesses = {guess.column: guess for guess in shape.guesses}
    assert sorted(guesses) == list(range(9))
    assert (guesses[5].field, guesses[5].by_heading, guesses[5].by_content) == (
        Field.PHONE,
        "表头“电话”",
        "100% 的单元格像电话",
    )
    assert (guesses[8].field, FIELD_LABELS[guesses[8].field]) == (Field.OTHER, "不导入")
    assert shape.examples[3] == ("101", "201", "301", "401", "501")
    assert list(FIELD_LABELS) == list(Field)


def test_next_seasons_ledger_of_the_same_program_has_the_same_key(workbook) -> None:
    heading = [*HEADING, "2025-2026年度缴费情况"]
    this = read_shapes(workbook({"2025": [["2025-2026采暖季台账"], heading, [*HOME, "已缴"]]}, "一.xlsx"))
    rows = [
        ["2026-2027采暖季台账"],
        ["单位：示例站"],
        [*HEADING, "2026-2027年度缴费情况"],
        [*OTHER, "欠费"],
        [*HOME, ""],
    ]
    following = read_shapes(workbook({"2026": rows}, "二.xlsx"))
    other = read_shapes(workbook({"2026": [[*HEADING, "热费"], [*HOME, 1000]]}, "三.xlsx"))

    assert this["2025"].key == following["2026"].key != other["2026"].key


def test_without_headings_the_looks_of_the_columns_make_the_key(text_file) -> None:
    def shape(name: str, community: str, first: int, order: str = "{}-1-{}01,{},1380000{:04d},{}.5"):
        lines = [community + order.format(first, n + 1, "王伟", n, n + 60) for n in range(20)]
        return read_shapes(text_file(lines, name=name))[""]

    this, following = shape("一.csv", "甲花园", 1), shape("二.csv", "乙新村", 7)
    other = shape("三.csv", "甲花园", 1, "{}-1-{}01,{},{}.5,1380000{:04d}")

    assert this.households
    assert this.key == following.key != other.key
