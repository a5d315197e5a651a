"""`print`."""

import argparse
import os
from pathlib import Path
from uuid import uuid4

from app.bootstrap import Target
from app.commands.desk import at_desk, say, say_json
from app.services.kernel.errors import ReadOnly
from app.services.repairs.acts import print_slip
from app.services.repairs.reads import sheet_to_print


def print_number(target: Target, options: argparse.Namespace) -> int:
    """Make the slip again as a file: a journalled 补打. The number is a sheet's, or a repair's (its last sheet)."""
    out = Path(options.out)
    if out.is_dir() or not os.path.isdir(out.parent):
        # Known beforehand, so that no printing is journalled for nothing.
        raise ReadOnly(f"“{out}”写不了。请写明一个已有文件夹里的文件名。")
    with at_desk(target, options.operator, writes=True) as desk:
        sheet_id = sheet_to_print(desk, options.number)
        printed = print_slip(desk, sheet_id, f"文件 {out.name}", uuid4())
    try:
        out.write_bytes(printed.pdf)
    except OSError as error:
        raise ReadOnly(f"“{out}”写不了（{error.strerror}）。打印已登记，请换个位置再补打。") from error
    if options.json:
        say_json({"number": printed.number, "print": printed.ordinal, "sha256": printed.sha256, "file": str(out)})
    else:
        say(f"{printed.number} 第 {printed.ordinal} 次打印，已存为“{out}”。")
    return 0
