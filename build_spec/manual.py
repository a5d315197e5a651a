"""What of docs/manual is made by the program: the page of keys, and its pictures out of a tour.

    python dev.py manual [--pictures FOLDER]

FOLDER is the `pictures` folder of a tour; without it only the page of keys is written.
"""

import argparse
import re
import sys
from pathlib import Path

from PIL import Image

from app.shortcuts import Shortcut, ShortcutGroup, in_words, shortcut_groups

MANUAL = Path(__file__).resolve().parents[1] / "docs" / "manual"
KEYS_PAGE = "shortcuts.md"
LOOK = "light-100"
# Enough for flat colours and the edges of letters; a picture of the whole window stays below 150 KB.
COLOURS = 96

_HEAD = """\
# 快捷键

程序里全部的按键。单个字母的键在列表里按，正在写字时不管用。`数字` 是按屏幕上的次序。
在程序里按 `F1`，可以打印成一张卡片；记不住就按 `Ctrl+K`，写几个字找。

每个小窗里都一样：`回车` 或 `F10` 保存，`Esc` 返回，`Tab` 下一项，按数字选。能写好几行的框里，回车是换行。
写时间：`1830`、`昨 2330`、`-15`（15 分钟前）、`11-15 0042`。
"""
_FOOT = "上一页：[备份与多台电脑](backup.md)　｜　[目录](README.md)\n"


def keys_page() -> str:
    """The page of keys as the table of shortcuts stands now."""
    return "\n".join([_HEAD, *(_section(group) for group in shortcut_groups()), _FOOT])


def pictures_named(text: str) -> list[str]:
    """The names, without ending, of the pictures a page shows."""
    return re.findall(r"\]\(pictures/([a-z0-9-]+)\.png\)", text)


def all_pictures_named() -> list[str]:
    """Those of all pages, each once, in order of name."""
    return sorted({name for page in MANUAL.glob("*.md") for name in pictures_named(page.read_text(encoding="utf-8"))})


def take_pictures(folder: Path) -> list[str]:
    """Put the tour's pictures of that folder into the manual; returns the names the tour lacks."""
    lacking = []
    for name in all_pictures_named():
        source = folder / f"{name}-{LOOK}.png"
        if source.is_file():
            _make_small(source, MANUAL / "pictures" / f"{name}.png")
        else:
            lacking.append(name)
    return lacking


def main(argv: list[str]) -> int:
    """Exit code: 1 when the tour lacks a picture that the manual shows."""
    parser = argparse.ArgumentParser(prog="dev.py manual")
    parser.add_argument("--pictures", type=Path, help="the pictures folder of a tour")
    chosen = parser.parse_args(argv)
    (MANUAL / KEYS_PAGE).write_text(keys_page(), encoding="utf-8", newline="\n")
    lacking = take_pictures(chosen.pictures) if chosen.pictures is not None else []
    for name in lacking:
        sys.stderr.write(f"There is no {name}-{LOOK}.png in {chosen.pictures}.\n")
    return 1 if lacking else 0


def _section(group: ShortcutGroup) -> str:
    lines = [f"| {_keys(each)} | {each.says} |" for each in group.shortcuts]
    return "\n".join([f"## {group.title}", "", "| 按键 | 做什么 |", "| --- | --- |", *lines, ""])


def _keys(shortcut: Shortcut) -> str:
    # Enter of the number pad is told by the same word.
    told = dict.fromkeys(in_words(key.replace("#", "数字")) for key in shortcut.keys)
    return " 或 ".join(f"`{key}`" for key in told)


def _make_small(source: Path, target: Path) -> None:
    with Image.open(source) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
