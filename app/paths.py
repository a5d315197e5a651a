"""Where the program's own files lie, in the source tree and in the packaged program."""

import json
import sys
from pathlib import Path
from typing import Any


def resource(name: str) -> Path:
    """The path of `name` below resources/; FileNotFoundError naming it when it is not there."""
    path = _root() / "resources" / name
    if not path.exists():
        raise FileNotFoundError(f"resource not found: {name}")
    return path


def resource_json(name: str) -> Any:
    """What the JSON file `name` below resources/ says; FileNotFoundError naming it when it is not there."""
    return json.loads(resource(name).read_text(encoding="utf-8"))


def manual_page(name: str) -> Path:
    """The path of this page of the user manual; FileNotFoundError naming it when it is not there."""
    path = _root() / "docs" / "manual" / name
    if not path.exists():
        raise FileNotFoundError(f"page of the manual not found: {name}")
    return path


def _root() -> Path:
    # PyInstaller unpacks data files beside its bundle and leaves the folder's name here.
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent
