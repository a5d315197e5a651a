"""`search`, `find` and `reindex`."""

import argparse
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.bootstrap import Target
from app.commands.desk import at_desk, say, say_json
from app.services.customers.finding.index import reindex
from app.services.customers.finding.search import SearchHit, search
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.numbering import rebuild_counters
from app.services.matters.sheet_codes import find_by_code
from app.services.matters.sheets import SERIES_WORDS
from app.services.matters.steps import matter_row
from app.services.paper.payload import parse_payload
from app.services.paper.scans import read_codes
from app.services.repairs.reads import find_matter

_IMAGES = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".gif", ".pdf"}


def search_text(target: Target, options: argparse.Namespace) -> int:
    """Find premises as the search box does; phones stay masked."""
    with at_desk(target, options.operator) as desk:
        hits = search(desk, options.text, limit=options.limit)
    if options.json:
        say_json([asdict(hit) for hit in hits])
    elif hits:
        say(*(" ".join(filter(None, _words(hit))) for hit in hits))
    else:
        say("没有找到。可以试姓名首字母、电话后四位或 3-2-1102 这样的门牌。")
    return 0


def _words(hit: SearchHit) -> tuple[str, ...]:
    return (hit.sheet_number, hit.matter_number, hit.number, hit.address, hit.holder, hit.phone, hit.state)


def find_code(target: Target, options: argparse.Namespace) -> int:
    """The record behind a scanned payload, a number, or a photo of the slip."""
    path = Path(options.code)
    if path.suffix.lower() in _IMAGES or os.path.isfile(path):
        codes = read_codes(path)
        if not codes:
            raise NotFound(f"“{path.name}”里没有读到单据的二维码。请拍清楚再试，或手工输入编号。")
        # Other codes lie on the same table: a sticker, a poster.
        codes = [code for code in codes if parse_payload(code)] or codes[:1]
    else:
        codes = [options.code]
    with at_desk(target, options.operator) as desk:
        found = [_found(desk, code) for code in codes]
    if options.json:
        say_json(found)
    else:
        say(
            *(
                " ".join(str(record[name]) for name in ("number", "matter_number", "warning") if record.get(name))
                for record in found
            )
        )
    return 0


def _found(desk: Desk, code: str) -> dict[str, Any]:
    """A sheet with the matter it belongs to, or a matter by its own number."""
    payload = parse_payload(code)
    if payload is not None and payload.number.split("-")[0] not in SERIES_WORDS:
        return {"number": payload.number, "matter_id": find_matter(desk, payload.number)}
    sheet = find_by_code(desk, code)
    matter_number = "" if sheet.matter_id is None else matter_row(desk.store, sheet.matter_id).number
    return {**asdict(sheet), "matter_number": matter_number}


def rebuild_keys(target: Target, options: argparse.Namespace) -> int:
    """Make the derived tables anew: search keys from the ledger, counters from the numbers given out."""
    with at_desk(target, options.operator) as desk:
        done = reindex(desk)
        rebuild_counters(desk.store)
    if options.json:
        say_json(asdict(done))
    else:
        say(f"查找索引已重建：{done.premises} 户，{done.keys} 条。")
    return 0
