"""One line of the list of pages."""

from dataclasses import dataclass
from importlib import import_module

from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page is named, not imported: its module is loaded when the page is first shown, not at start-up.

    Its key stands among the shortcuts as `pages.` and its id.
    """

    id: str
    title: str
    icon: str
    module: str
    name: str

    @property
    def kind(self) -> type[Page]:
        """The class of the page."""
        kind: type[Page] = getattr(import_module(self.module), self.name)
        return kind

    def make(self, session: Session, settings: Settings) -> Page:
        return self.kind(session, settings)
