"""The sheets of paper a station owns, in millimetres."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """One physical page and the forms that share it.

    Every slot is the lower left corner of one form of `form` size; a slot takes the next page of the paper.
    Margins belong to the form. The right margin is wide enough for the copy label at the edge.
    """

    name: str
    page: tuple[float, float]
    form: tuple[float, float]
    slots: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    left: float = 6.5
    right: float = 9.0
    top: float = 5.0
    bottom: float = 5.0

    @property
    def inner_width(self) -> float:
        return self.form[0] - self.left - self.right


A5_LANDSCAPE = Profile("A5", (210.0, 148.0), (210.0, 148.0))
TWO_A5_ON_A4 = Profile("A4", (210.0, 297.0), (210.0, 148.0), ((0.0, 149.0), (0.0, 0.0)))
A4_PORTRAIT = Profile("A4-portrait", (210.0, 297.0), (210.0, 297.0), left=20.0, right=15.0, top=15.0, bottom=15.0)
A4_LANDSCAPE = Profile("A4-landscape", (297.0, 210.0), (297.0, 210.0), left=8.0, right=8.0, top=8.0, bottom=8.0)
# The tractor strips of continuous paper are 12.7 mm on either side; nothing may be printed on them.
CONTINUOUS = Profile("241x140", (241.0, 140.0), (241.0, 140.0), left=14.5, right=18.0, top=2.9, bottom=2.6)

_DAILY = {profile.name: profile for profile in (A5_LANDSCAPE, TWO_A5_ON_A4, CONTINUOUS)}


def daily_profile(paper: str) -> Profile:
    """The profile of the daily slips for the station's paper: `A5`, `A4` (two to a page) or `241x140`."""
    return _DAILY[paper]
