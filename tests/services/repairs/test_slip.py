"""用户报修处理意见回执单, read back from the PDF as others would read it."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from app.services.paper.payload import Verdict, judge, parse_payload
from app.services.paper.profiles import A5_LANDSCAPE, CONTINUOUS, TWO_A5_ON_A4, Profile
from app.services.repairs.slip import Charge, Slip, SlipCopy, Worker, slip_pdf, slips_pdf
from tests.support.papers import DISPATCHED, KEY, a_slip, codes_of, text_of, words_of

LONG_ADDRESS = "泉旺家园二期和平里小区东区(原机械厂宿舍)13号楼东侧底商甲单元1102室北门左转"
LONG_WORDS = ("客厅暖气片接头滴水，地板已经湿了；" * 20)[:200]
LONG_NAME = "欧阳龚䶮张㛃尉迟李𬭎"


def saved(tmp_path: Path, slip: Slip, profile: Profile = A5_LANDSCAPE) -> Path:
    path = tmp_path / "slip.pdf"
    path.write_bytes(slip_pdf(slip, profile))
    return path


def test_an_unpaid_slip_has_the_stations_and_the_users_copy(tmp_path):
    path = saved(tmp_path, a_slip())

    edges = [re.sub(r"\s", "", text_of(path, page)) for page in (1, 2)]
    assert a_slip().copies == (SlipCopy.STATION, SlipCopy.USER)
    assert "回访人" in edges[0]
    assert "回访码" in edges[1]


def test_a_paid_slip_has_one_for_finance_and_the_companys_only_by_setting():
    assert a_slip(paid=True).copies == (SlipCopy.STATION, SlipCopy.USER, SlipCopy.FINANCE)
    assert a_slip(company_copy=True).copies == (SlipCopy.STATION, SlipCopy.USER, SlipCopy.COMPANY)


@pytest.mark.parametrize("profile", [A5_LANDSCAPE, TWO_A5_ON_A4, CONTINUOUS], ids=lambda profile: profile.name)
def test_the_first_number_on_every_page_is_the_sheets(tmp_path, profile):
    slip = a_slip(paid=True, company="第2热力公司", station="第3供热站", call_first=True)
    path = saved(tmp_path, slip, profile)

    for page in range(1, 4 if profile is not TWO_A5_ON_A4 else 3):
        text = text_of(path, page)
        numbers = re.findall(r"[A-Z]{2}-[A-Z]+-\d{8}-\d{4}", text)
        assert numbers[0] == slip.number
        assert re.search(r"[A-Z0-9-]*\d[A-Z0-9-]*", text).group() == slip.number
        assert re.search(r"受理号\s+WX-PQZ-20261115-0007", text)


@pytest.mark.parametrize("profile", [A5_LANDSCAPE, TWO_A5_ON_A4, CONTINUOUS], ids=lambda profile: profile.name)
@pytest.mark.parametrize("dots_per_inch", [150, 200])
def test_every_copys_code_is_read_from_a_raster_and_is_ours(tmp_path, profile, dots_per_inch):
    path = saved(tmp_path, a_slip(), profile)

    codes = sorted(code for page in codes_of(path, dots_per_inch, tmp_path) for code in page)

    payloads = [parse_payload(code) for code in codes]
    assert [payload.copy for payload in payloads] == [1, 2]
    assert {payload.number for payload in payloads} == {a_slip().number}
    assert [judge(payload, [KEY], expected_copy=1) for payload in payloads] == [Verdict.OK, Verdict.WRONG_COPY]
    assert all(code.endswith(".02200001234") for code in codes)


def test_a_code_with_a_web_address_is_read_too(tmp_path):
    path = saved(tmp_path, a_slip(qr_prefix="https://rx.example.cn/s/"))

    [code] = codes_of(path, 200, tmp_path)[0]

    assert code.startswith("https://rx.example.cn/s/HD-PQZ-20261115-0001.1.")


def test_the_phone_is_whole_on_the_stations_copy_and_masked_on_the_users(tmp_path):
    path = saved(tmp_path, a_slip(words="请先打13800001234"))

    assert text_of(path, 1).count("13800001234") == 2
    assert text_of(path, 2).count("138****1234") == 2
    assert "13800001234" not in text_of(path, 2)


def test_the_callback_code_stands_on_the_users_copy_only(tmp_path):
    path = saved(tmp_path, a_slip(paid=True, company_copy=True))

    assert ["482913" in text_of(path, page) for page in (1, 2, 3, 4)] == [False, True, False, False]
    assert "482913" not in repr(a_slip())


def test_everything_known_is_printed_and_everything_else_asked(tmp_path):
    text = text_of(saved(tmp_path, a_slip(call_first=True)), 1)

    for known in (
        "用户报修处理意见回执单", "泉旺热力有限公司", "雍阳供热站", "第 1 次上门", "2026-11-15 08:12",
        "电话", "赵兰(家属)", "王敏", "周强",
        "0700123", "李国庆", "泉旺家园二期-3号楼-2单元-1102室", "102.35㎡", "2026-2027",
        "不热·部分房间", "客厅暖气片不热，主卧微温",
        "11-15 08:30", "11-15 09:40–10:40", "11-15 08:40", "张建国 W012", "▲ 请先致电", "制单 王敏 2026-11-15 08:40",
        "更正处划线并由双方签名(捺印),其他涂改无效",
    ):  # fmt: skip
        assert known in text, known
    assert "第1页共1页" in re.sub(r"\s", "", text)
    for asked in (
        "供热单位", "用户自用设施", "建设单位(保修期内)", "物业", "第三方", "待定", "无偿", "有偿", "自愿委托",
        "项目", "大写", "票据号",
        "已出示证件", "室温", "供水", "回水", "入户前状况", "拆改", "到场", "完工", "原因", "处理", "材料数量",
        "穿鞋套", "护袋", "清理",
        "遗留问题", "满意", "基本满意", "不满意", "用户签字(捺印)", "与户主关系", "成年", "维修员签字", "48h回访",
    ):  # fmt: skip
        assert asked in text, asked
    for never in ("独居", "无人", "低保", "欠费", "私改"):
        assert never not in text


def test_money_that_is_known_stands_in_figures_and_capitals(tmp_path):
    charge = Charge("有偿", "更换DN20阀门", 12_030, "A0012345")

    text = text_of(saved(tmp_path, a_slip(paid=True, charge=charge)), 3)

    for part in ("更换DN20阀门", "120.30", "壹佰贰拾元叁角整", "A0012345", "收款人"):
        assert part in text


def test_a_reprint_and_a_correction_say_so(tmp_path):
    text = text_of(saved(tmp_path, a_slip(print_no=3, corrected=True)))

    assert "补打第 2 次" in text
    assert "更正件" in text
    assert "补打" not in text_of(saved(tmp_path, a_slip()))


def test_a_second_visit_carries_what_the_first_one_found(tmp_path):
    text = text_of(saved(tmp_path, a_slip(visit=2, earlier_findings="过滤器堵，待备件")), 1)

    assert "第 2 次上门" in text
    assert "上次上门：过滤器堵，待备件" in text


def test_a_numbered_blank_leaves_everything_to_the_pen(tmp_path):
    blank = Slip(
        company="泉旺热力有限公司", station="雍阳供热站", number="HD-PQZ-20261115-0099", check=KEY, visit=0,
        repair_phone="022-00001234", complaint_phone="022-00005678", printed_by="王敏", printed_at=DISPATCHED,
    )  # fmt: skip

    path = saved(tmp_path, blank)

    labels = {word.text: word for word in words_of(path, 1)}
    assert codes_of(path, 150, tmp_path)[0][0].startswith(blank.number)
    address, number = ((labels[name].top + labels[name].bottom) / 2 for name in ("地址", "用户编号"))
    assert (address - number) / 72 * 25.4 >= 7.95


@pytest.mark.parametrize("profile", [A5_LANDSCAPE, CONTINUOUS], ids=lambda profile: profile.name)
def test_long_names_addresses_and_words_stay_inside_and_apart(tmp_path, profile):
    slip = a_slip(
        customer=LONG_NAME, address=LONG_ADDRESS, words=LONG_WORDS, channel="上级转办·电话", print_no=2,
        workers=(Worker("张建国", "W012"), Worker("欧阳彬之", "W108")), appointment_to=DISPATCHED + timedelta(days=1),
    )  # fmt: skip
    path = saved(tmp_path, slip, profile)

    text = re.sub(r"\s|报修内容", "", text_of(path, 1))
    words = words_of(path, 1)
    assert LONG_NAME in text
    assert LONG_ADDRESS in text
    assert LONG_WORDS in text
    wide, tall = (side / 25.4 * 72 for side in profile.page)
    assert all(0 < word.left < word.right < wide and 0 < word.top < word.bottom < tall for word in words)
    for place, word in enumerate(words):
        for other in words[place + 1 :]:
            across = min(word.right, other.right) - max(word.left, other.left)
            down = min(word.bottom, other.bottom) - max(word.top, other.top)
            assert across <= 0.5 or down <= 4, (word, other)


def test_words_beyond_all_room_end_in_an_ellipsis_instead_of_leaving_the_page(tmp_path):
    path = saved(tmp_path, a_slip(words="暖气不热" * 500))

    assert "…" in text_of(path, 1)
    assert "48h回访" in text_of(path, 1)


def test_rows_for_the_pen_are_at_least_eight_millimetres_and_signatures_twelve(tmp_path):
    words = {word.text: word for word in words_of(saved(tmp_path, a_slip(words=LONG_WORDS)), 1)}

    def pitch(upper: str, lower: str) -> float:
        middle = [(words[name].top + words[name].bottom) / 2 for name in (upper, lower)]
        return (middle[1] - middle[0]) / 72 * 25.4

    assert pitch("入户", "维修前") >= 7.99
    assert pitch("维修前", "原因") >= 7.99
    assert pitch("处理", "材料数量") >= 7.99
    assert pitch("本次维修", "用户意见") >= 11.99


def test_rare_names_copy_out_as_they_went_in(tmp_path):
    for name in ("李𬭎", "张㛃", "龚䶮"):
        assert name in text_of(saved(tmp_path, a_slip(customer=name)), 1)


def test_the_same_slip_gives_the_same_bytes():
    assert slip_pdf(a_slip(), A5_LANDSCAPE) == slip_pdf(a_slip(), A5_LANDSCAPE)


def test_many_slips_make_one_document(tmp_path):
    path = tmp_path / "many.pdf"
    path.write_bytes(slips_pdf([a_slip(number=f"HD-PQZ-20261115-{n:04d}") for n in range(1, 6)], TWO_A5_ON_A4))

    for page in range(1, 6):
        assert f"编号 HD-PQZ-20261115-{page:04d}" in text_of(path, page)


def test_importing_the_slip_loads_no_pdf_library():
    script = (
        "import sys, app.services.repairs.slip, app.services.paper.payload, app.services.paper.callback_code\n"
        "heavy = {'reportlab', 'qrcode', 'pikepdf', 'PIL', 'openpyxl'} & set(sys.modules)\n"
        "sys.exit(','.join(sorted(heavy)) or 0)"
    )

    subprocess.run([sys.executable, "-c", script], check=True)
