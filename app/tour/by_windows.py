"""The same acts through the windows, key by key, as a clerk would do them."""

from app.tour.acts import CAUSES, ByServices, Played
from app.tour.at_windows.room import Room
from app.tour.clerk.intake import Spoken
from app.tour.clerk.scans import scan_of
from app.tour.finding import find_premises
from app.views.repairs.intake_parts import CallKind


class ByWindows(ByServices):
    """A call of the table played at the window of `room`."""

    def __init__(self, room: Room, services: ByServices) -> None:
        super().__init__(services.desk, services.papers)
        self._room = room

    def take(self, played: Played) -> None:
        call = played.call
        spoken = Spoken(
            CallKind.REPAIR,
            call.words,
            call.address,
            find_premises(self.desk(), call.address, call.name),
            phone=call.phone,
            group=call.group,
        )
        taken = self._room.intake.take(spoken)
        played.matter_id, played.number = taken.matter_id, taken.number

    def contact(self, played: Played) -> None:
        self._room.repairs.contact(played.number, self.desk().now())

    def dispatch(self, played: Played) -> None:
        sent = self._room.repairs.dispatch(played.number, played.repairer_id, self.desk().now())
        played.sheet_id, played.sheet_number = sent

    def arrive(self, played: Played) -> None:
        self._room.repairs.arrive(played.number, self.desk().now())

    def finish(self, played: Played) -> None:
        """Cause, remedy and responsibility by number keys."""
        now = self.desk().now()
        # Where the table does not say when he came, he was there at the latest when he was done.
        arrived_at = now if played.call.arrived_at is None else None
        self._room.repairs.finish(
            played.number,
            now,
            arrived_at,
            cause=CAUSES.get(played.call.group, "其他"),
            responsibility=played.call.responsibility,
            note=played.call.done,
        )

    def return_sheet(self, played: Played) -> None:
        """The scan of the station's copy; then the form, in the order of the paper."""
        draft = self.as_written(played)
        paper = self.papers / f"{played.sheet_number}-1.pdf"
        self._room.returns.take_in(draft, scan_of(paper, self._room.scans, played.order))

    def call_back(self, played: Played) -> None:
        """The user reads six digits from the slip: right; every question has its good answer first."""
        self._room.callbacks.call_back(played.matter_id, self.papers / f"{played.sheet_number}-1.pdf")
