"""In which order the desk comes to know what a day brings: call by call, fact by fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.tour.real_day.values import Fact, Story


@dataclass(frozen=True, slots=True)
class Step:
    """Something the desk types at `at`: the call itself (`fact` None), or a fact of it."""

    at: datetime
    story: Story
    fact: Fact | None


def in_order(stories: Iterable[Story]) -> list[Step]:
    """Every call and every fact by the moment the desk learned it.

    At one moment calls come as they stand in the file; what was on paper is typed in line by line.
    """
    steps = [
        Step(story.learned(fact) if fact else story.learned_at, story, fact)
        for story in stories
        for fact in (None, *story.facts)
    ]
    # The sort is stable: a call stands before its facts, and these stand by their own times.
    return sorted(steps, key=lambda step: (step.at, step.story.line))
