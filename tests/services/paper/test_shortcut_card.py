"""快捷键: what the card tells is what the keys do."""

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2

from app.services.paper.shortcut_card import shortcut_card_pdf
from app.shortcuts import shortcut_groups

AT = datetime(2026, 11, 15, 0, 0, tzinfo=UTC)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return "".join("".join(pages).split())


def test_every_key_and_what_it_does_stands_on_the_card():
    text = text_of(shortcut_card_pdf(shortcut_groups(), "和平里换热站", AT))

    for group in shortcut_groups():
        assert group.title.replace("　", "") in text
        for each in group.shortcuts:
            assert each.told.replace(" ", "") + each.says.replace(" ", "") in text, each.name


def test_the_card_has_no_number_and_names_the_station():
    text = text_of(shortcut_card_pdf(shortcut_groups(), "和平里换热站", AT))

    assert "编号" not in text
    assert "和平里换热站" in text


def test_it_fits_both_sides_of_one_sheet():
    document = pypdfium2.PdfDocument(BytesIO(shortcut_card_pdf(shortcut_groups(), "和平里换热站", AT)))

    assert len(document) <= 2
