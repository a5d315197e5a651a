"""One line of the list of pages."""

from collections.abc import Callable
from dataclasses import dataclass

from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """`make` is called when the page is first shown."""

    id: str
    title: str
    icon: str
    make: Callable[[Session, Settings], Page]
