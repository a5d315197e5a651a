"""What is kept of a photo: small, upright, and nothing but the picture."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from app.services.kernel.errors import Refused
from app.services.kernel.pictures import LONGEST_SIDE, MOST_BYTES, fitted_photo, fitted_scan, is_pdf


def noisy(size, kind="JPEG", **options) -> bytes:
    """A picture that compresses badly, as leaves and gravel do."""
    made = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(made, kind, **options)
    return made.getvalue()


def test_a_big_photo_becomes_small():
    kept = fitted_photo(noisy((4000, 3000), quality=95)).body

    picture = Image.open(BytesIO(kept))
    assert len(kept) <= MOST_BYTES
    assert max(picture.size) <= LONGEST_SIDE
    assert picture.format == "JPEG"


def test_a_small_file_with_too_many_pixels_is_scaled_all_the_same():
    body = BytesIO()
    Image.new("RGB", (3200, 2400), "blue").save(body, "JPEG")
    assert len(body.getvalue()) < MOST_BYTES

    assert Image.open(BytesIO(fitted_photo(body.getvalue()).body)).size == (1600, 1200)


def test_what_was_hung_behind_a_small_photo_stays_behind():
    body = BytesIO()
    Image.new("RGB", (32, 24), "blue").save(body, "JPEG")

    assert b"GPS" not in fitted_photo(body.getvalue() + b"GPS 39.1,117.2\xff\xd9").body


def test_place_and_camera_stay_behind_and_the_photo_stands_upright():
    exif = Image.Exif()
    exif[0x0110] = "PhoneModel"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    body = BytesIO()
    Image.new("RGB", (300, 200), "red").save(body, "JPEG", exif=exif, comment=b"taken by somebody")

    kept = fitted_photo(body.getvalue()).body

    picture = Image.open(BytesIO(kept))
    assert picture.size == (200, 300)
    assert dict(picture.getexif()) == {}
    assert not {"exif", "comment", "xmp", "icc_profile"} & picture.info.keys()
    assert b"PhoneModel" not in kept


def test_what_is_clear_in_a_drawing_becomes_white():
    body = BytesIO()
    drawing = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    ImageDraw.Draw(drawing).rectangle((10, 10, 30, 30), fill=(0, 0, 0, 255))
    drawing.save(body, "PNG")

    picture = Image.open(BytesIO(fitted_photo(body.getvalue()).body))

    assert min(picture.getpixel((2, 2))) > 240
    assert max(picture.getpixel((20, 20))) < 15


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA"])
def test_every_usual_kind_of_picture_is_taken(mode):
    body = BytesIO()
    Image.new(mode, (30, 20)).save(body, "JPEG" if mode == "CMYK" else "PNG")

    assert Image.open(BytesIO(fitted_photo(body.getvalue()).body)).size == (30, 20)


@pytest.mark.parametrize(
    "body", [b"", b"not a picture", noisy((300, 300))[:4000], b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"%PDF-1.7 nothing"]
)
def test_what_is_no_whole_picture_is_refused_with_a_sentence(body):
    with pytest.raises(Refused, match=r"图片|PDF"):
        fitted_scan(body)


def test_a_pdf_is_kept_as_it_is():
    body = BytesIO()
    canvas = Canvas(body)
    canvas.drawString(100, 100, "certificate")
    canvas.save()

    assert fitted_scan(body.getvalue()).body == body.getvalue()
    assert is_pdf(fitted_scan(body.getvalue()).body)
    assert not is_pdf(fitted_scan(noisy((20, 20))).body)
