"""Papers as they come back from a scanner or a phone: grey, turned, written on, noisy. Read by tools not ours too."""

import random
import subprocess
from pathlib import Path

from PIL import Image, ImageDraw

# What a cheap scanner adds: spread in grey levels of 255, then a tenth of it.
NOISE, SHARE = 60, 0.1
GROUND = 235


def rasters(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Every page at 150 dpi in grey, by poppler."""
    source = folder / "paper.pdf"
    source.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", str(source), str(folder / "page")], check=True)
    pages = sorted(folder.glob("page-*.png"))
    found = [Image.open(page).convert("L") for page in pages]
    for page in pages:
        page.unlink()
    return found


def scribbled(page: Image.Image, seed: int, begin: float = 0.1) -> Image.Image:
    """Signatures across the lower part of the page, begun right of `begin`, a share of its width."""
    pen, spoiled = random.Random(seed), page.copy()
    draw = ImageDraw.Draw(spoiled)
    for _ in range(3):
        x, y = pen.uniform(begin, 0.6) * page.width, pen.uniform(0.3, 0.9) * page.height
        strokes = [(x, y)]
        for _ in range(14):
            x, y = x + pen.uniform(-25, 60), y + pen.uniform(-40, 40)
            strokes.append((x, y))
        draw.line(strokes, fill=40, width=3)
    return spoiled


def scanned(page: Image.Image, angle: float, seed: int = 1, begin: float = 0.1) -> Image.Image:
    """The page signed, laid askew on the glass and scanned with noise."""
    turned = scribbled(page, seed, begin).rotate(
        -angle, expand=True, fillcolor=GROUND, resample=Image.Resampling.BICUBIC
    )
    return Image.blend(turned, Image.effect_noise(turned.size, NOISE), SHARE)


def read_by_zbar(path: Path) -> list[str]:
    """The QR texts zbarimg finds."""
    command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
