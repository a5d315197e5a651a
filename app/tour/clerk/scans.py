"""What a scanner makes of a slip that went through many hands: grey, 150 dpi, askew, noisy, written on."""

import random
from pathlib import Path
from typing import Any

DPI = 150
POINTS_PER_INCH = 72
PAPER, TABLE, INK = 255, 205, 60
# A sheet in the feeder lies so many degrees askew at most.
LEAST, MOST = 1.0, 7.0
NOISE = 18
STROKES = 9
# The codes of a slip stand in this part of it; torn off, nothing can be read.
HAND_WIDTH = 4


def scan_of(paper: Path, folder: Path, seed: int) -> Path:
    """The station's copy of a printed slip, signed and scanned; `seed` decides how it lay."""
    chance = random.Random(seed)
    picture = _written_on(_first_page(paper), chance)
    return _kept(_laid_askew(picture, chance), folder / f"{paper.stem}.png", chance)


def torn_off(paper: Path, folder: Path, seed: int) -> Path:
    """The same slip with all that could be read by machine torn away."""
    chance = random.Random(seed)
    page = _first_page(paper)
    left = page.crop((0, page.height // 3, page.width // 2, page.height * 2 // 3))
    return _kept(_laid_askew(left, chance), folder / f"{paper.stem}-torn.png", chance)


def foreign(number: str, folder: Path, seed: int) -> Path:
    """A slip of another station: its number is well-formed, its code is not ours."""
    from PIL import Image, ImageDraw

    from app.services.paper.payload import CheckKey, make_payload
    from app.services.paper.qr import qr_rows

    chance = random.Random(seed)
    rows = qr_rows(make_payload(number, 1, CheckKey("foreign", b"another station"), "022-00005678"))
    page = Image.new("L", (1240, 874), PAPER)
    draw = ImageDraw.Draw(page)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                draw.rectangle((950 + x * 5, 80 + y * 5, 954 + x * 5, 84 + y * 5), fill=0)
    return _kept(_laid_askew(_written_on(page, chance), chance), folder / f"{number}.png", chance)


def _first_page(paper: Path) -> Any:
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    try:
        return document[0].render(scale=DPI / POINTS_PER_INCH).to_pil().convert("L")
    finally:
        document.close()


def _written_on(page: Any, chance: random.Random) -> Any:
    """Signed below, and scribbled across wherever a pen came down."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(page)
    for _ in range(STROKES):
        x, y = chance.randrange(page.width * 3 // 5), chance.randrange(page.height // 2, page.height)
        points = [(x + step * 14, y + chance.randrange(-20, 20)) for step in range(12)]
        draw.line(points, fill=INK, width=HAND_WIDTH)
    return page


def _laid_askew(page: Any, chance: random.Random) -> Any:
    from PIL import Image

    angle = chance.uniform(LEAST, MOST) * chance.choice((-1, 1))
    return page.rotate(angle, expand=True, fillcolor=TABLE, resample=Image.Resampling.BICUBIC)


def _kept(page: Any, path: Path, chance: random.Random) -> Path:
    from PIL import Image, ImageChops

    # Pillow's own noise has no seed; a small field of ours laid out over the page has.
    side = 256
    field = Image.frombytes("L", (side, side), bytes(128 + chance.randrange(-NOISE, NOISE) for _ in range(side * side)))
    noise = Image.new("L", page.size)
    for x in range(0, page.width, side):
        for y in range(0, page.height, side):
            noise.paste(field, (x, y))
    ImageChops.add(page, noise, 1, -128).save(path)
    return path
