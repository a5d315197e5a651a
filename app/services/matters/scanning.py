"""A photo or scan of papers in one step: the codes on it, and the picture made fit to keep."""

from dataclasses import dataclass

from app.services.kernel.pictures import Fitted, fitted_scan
from app.services.paper.payload import parse_payload
from app.services.paper.scans import codes_in


@dataclass(frozen=True, slots=True)
class Scanned(Fitted):
    """The kept picture with the codes of numbered papers found on it, each once; other codes lie on tables too."""

    codes: tuple[str, ...] = ()


def read_scan(body: bytes) -> Scanned:
    """Codes are read from the whole picture, then it is made small. Refused when it is neither picture nor PDF."""
    codes = tuple(code for code in codes_in(body) if parse_payload(code) is not None)
    return Scanned(fitted_scan(body).body, codes)
