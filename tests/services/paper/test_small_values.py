"""回访码, money in capitals, masked phones."""

import pytest

from app.services.paper.callback_code import callback_digest, callback_matches, new_callback_code
from app.services.paper.capitals import capitals
from app.services.paper.masking import mask_phones

SECRET = b"s" * 32
SHEET = "HD-PQZ-20261115-0001"


def test_a_callback_code_has_six_digits_and_is_not_easily_guessed():
    draws = iter([7, 111111, 123456, 482913])

    assert new_callback_code(lambda below: next(draws) % below) == "482913"


def test_only_a_digest_is_kept_and_it_fits_one_sheet_only():
    digest = callback_digest("482913", SHEET, SECRET)

    assert "482913" not in digest
    assert callback_matches(" 482 913 ", SHEET, SECRET, digest)
    assert callback_matches("４８２９１３", SHEET, SECRET, digest)
    assert not callback_matches("482914", SHEET, SECRET, digest)
    assert not callback_matches("482913", "HD-PQZ-20261115-0002", SECRET, digest)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (30, "叁角整"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (1_000, "壹拾元整"),
        (12_030, "壹佰贰拾元叁角整"),
        (100_500, "壹仟零伍元整"),
        (1_000_000, "壹万元整"),
        (1_005_000, "壹万零伍拾元整"),
        (10_001_000, "壹拾万零壹拾元整"),
        (1_000_000_100, "壹仟万零壹元整"),
        (123_456_789, "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        (10_000_001_000, "壹亿零壹拾元整"),
    ],
)
def test_money_in_capitals_reads_as_on_a_receipt(fen, words):
    assert capitals(fen) == words


@pytest.mark.parametrize("fen", [-1, 10**12])
def test_an_amount_out_of_reach_is_refused(fen):
    with pytest.raises(ValueError, match="capitals"):
        capitals(fen)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13800001234", "138****1234"),
        ("138 0000 1234", "138****1234"),
        ("00001234", "****1234"),
        ("022-00001234", "022****1234"),
        ("13800001234、00005678", "138****1234、****5678"),
        ("打13800001234找我,3-2-1102", "打138****1234找我,3-2-1102"),
        ("3号楼1102室", "3号楼1102室"),
        ("138—0000—0421", "138****0421"),
        ("138　0000　0421", "138****0421"),
        ("138.00.00.04.21", "138****0421"),
        ("+86-138-0000-0421", "+86-138****0421"),
        ("13800000421-13900000422", "138****0421-139****0422"),
        ("022-00001234-801", "022****1234-801"),
        ("微信wx13800000421", "微信wx138****0421"),
        ("身份证12999919900101123X", "身份证****************3X"),
        ("2222-0000", "****0000"),
        ("WX-PQZ-20261115-0007", "WX-PQZ-20261115-0007"),
        ("见 1115-0007，20261115-0007", "见 1115-0007，20261115-0007"),
        ("2026-11-15 10:30，2026-2027", "2026-11-15 10:30，2026-2027"),
        ("3-2-1102 13-1-201", "3-2-1102 13-1-201"),
        ("", ""),
    ],
)
def test_only_phone_numbers_are_masked(text, masked):
    assert mask_phones(text) == masked
