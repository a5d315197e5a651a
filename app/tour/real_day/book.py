"""What became of each call at the desk: its matter, and how others of the day find it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from app.services.kernel.times import china
from app.tour.real_day.values import Fact, Story, What


@dataclass(slots=True)
class Entry:
    """One call as it was taken; `matter_id` 0 until then.

    `returned` is the number of the slip that came back last, `complaints` are numbers of matters that grew out of it.
    """

    story: Story
    matter_id: int = 0
    number: str = ""
    repairer_id: int | None = None
    returned: str = ""
    complaints: list[str] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        return self.matter_id != 0


@dataclass(frozen=True, slots=True)
class NotPlayed:
    """A fact of the file that did not come to stand in the books, and why; `what` is told for the call itself."""

    call: str
    scene: str
    what: str
    at: str
    why: str


class Book:
    """All calls of the day, by line; calls are found by place and by scene as a clerk would look for them."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._entries = {story.line: Entry(story) for story in stories}
        self.refused: list[NotPlayed] = []
        self.left_out: list[NotPlayed] = []

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def of(self, story: Story) -> Entry:
        return self._entries[story.line]

    def refuse(self, story: Story, fact: Fact | None, why: str) -> None:
        """Note that the desk did not take this."""
        self.refused.append(_not_played(story, fact, why))

    def refuse_unknown(self, story: Story) -> None:
        """Note the events of a call whose words nobody knows."""
        for word, at in story.unknown:
            why = f"“{word}”不认识，没有录入。可以用：{'、'.join(What)}。"
            self.refused.append(NotPlayed(story.call, story.scene, word, at.isoformat(timespec="minutes"), why))

    def refuse_end(self, incident: str, at: datetime, why: str) -> None:
        """Note that the end of an incident was not taken."""
        self.refused.append(NotPlayed("", incident, "restored", china(at).isoformat(timespec="minutes"), why))

    def leave_out(self, story: Story, fact: Fact, why: str) -> None:
        """Note that this contradicts the rest of its call and was not brought to the desk."""
        self.left_out.append(_not_played(story, fact, why))

    def open_at_same_place(self, story: Story) -> Entry | None:
        """The newest matter of the place that was taken before this call and is not finished by then."""
        if not story.address:
            return None
        here = [
            entry
            for entry in self
            if entry.taken
            and entry.story.address == story.address
            and entry.story.line != story.line
            and entry.story.told_at <= story.told_at
            and not entry.story.over_at(story.told_at)
        ]
        return max(here, key=lambda entry: (entry.story.told_at, entry.story.line), default=None)

    def meant_by(self, story: Story, fact: Fact) -> Entry | None:
        """The call a merge names by its scene or number: at the same place before others, the newest first."""
        named = [
            entry
            for entry in self
            if entry.taken
            and entry.story.line != story.line
            and (not fact.with_scene or fact.with_scene in (entry.story.scene, entry.story.call))
        ]
        return max(
            named,
            key=lambda entry: (
                entry.story.address == story.address,
                not entry.story.over_at(fact.at),
                entry.story.told_at,
                entry.story.line,
            ),
            default=None,
        )


def _not_played(story: Story, fact: Fact | None, why: str) -> NotPlayed:
    at = fact.at if fact else story.told_at
    what = str(fact.what) if fact else "told"
    return NotPlayed(story.call, story.scene, what, at.isoformat(timespec="minutes"), why)
