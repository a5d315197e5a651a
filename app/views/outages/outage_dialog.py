"""新建停热事件: why, where, since when, until when; calls of a storm join in the same save."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.services.outages.areas import Area
from app.services.outages.incident import change_areas, take_outage
from app.services.outages.settings import cause_words, everywhere
from app.services.outages.storm import StormOffer
from app.services.outages.values import AreaDraft, Cause, OutageDraft
from app.views.outages.area_field import AreaField
from app.views.outages.call_ticks import CallTicks
from app.views.outages.words import storm_words
from app.views.repairs.matter_dialog import words_edit
from app.views.session import Session
from app.views.texts import clock_time
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow

STORM_ROWS = 4


class OutageDialog(ActDialog):
    """Nothing but the cause is asked for: no area means everywhere, no end means nobody knows yet. Planned work with a
    planned beginning is announced and begins by a key of its own.

    `offer` fills in the building and lets its calls join; `also` are matters saved a moment ago that join, too.
    """

    letters = 40

    def __init__(
        self, session: Session, parent: QWidget, offer: StormOffer | None = None, also: Sequence[int] = ()
    ) -> None:
        super().__init__(session, "新建停热事件", "登记", parent)
        self._also = tuple(also)
        self.calls = CallTicks(session, offer.calls if offer is not None else (), STORM_ROWS, ticked=True)
        self.cause_row = ChoiceRow([(Cause(cause), word) for cause, word in cause_words().items()])
        self.cause_row.set_value(Cause.FAULT)
        self.reason_edit = words_edit("例如：东立管爆裂")
        self.areas = AreaField(session)
        self.began_edit = self.time_field()
        self.plan_edit = self.time_field(past=False, now=False)
        self.expected_edit = self.time_field(past=False, now=False)
        self.told_edit = self.time_field()
        self.form.add("cause", "原因", self.cause_row)
        self.form.add("reason", "说明", self.reason_edit)
        self.form.add("areas", "停热范围", self.areas)
        self.form.add("plan", "计划开始", self.plan_edit)
        self.form.add("began_at", "开始停热", self.began_edit)
        self.form.add("expected_at", "预计恢复", self.expected_edit)
        self.form.add("told_at", "得知时间", self.told_edit)
        self.form.add("joined", "已告知并入", self.calls)
        self.form.show_row("joined", offer is not None)
        self.cause_row.picked.connect(self._show_plan)
        self.plan_edit.changed.connect(self._show_plan)
        self._show_plan()
        if offer is not None:
            self.areas.add(AreaDraft(building_id=offer.building_id), offer.building)
            self.began_edit.edit.setText(clock_time(offer.since))
            self.say(f"{storm_words(offer, self._now())}。勾选的算已告知、并入；还没说到的去掉勾，打通后再并。")
        else:
            self.say(f"不选范围就是{everywhere()}（如停电）。时限从得知时间起算。")
        self.reason_edit.setFocus()

    @Slot()
    def _show_plan(self) -> None:
        """Planned work may be announced; then nothing has begun yet."""
        planned = self.cause_row.value() == Cause.PLANNED
        self.form.show_row("plan", planned)
        self.form.show_row("began_at", not (planned and not self.plan_edit.is_empty()))

    def _save(self) -> None:
        planned_at = self.plan_edit.moment() if self.cause_row.value() == Cause.PLANNED else None
        if planned_at is not None and planned_at <= self._now():
            self.save_button.setEnabled(True)
            sentence = "计划开始时间已过。已经停热的请清空计划开始，只填开始停热。"
            self.form.show_problems(sentence, {"plan": sentence})
            return
        draft = OutageDraft(
            cause=self.cause_row.value() or Cause.OTHER,
            reason=self.reason_edit.text(),
            began_at=planned_at or self.began_edit.moment(),
            expected_at=self.expected_edit.moment(),
            areas=self.areas.drafts(),
            words=self.reason_edit.text(),
            told_at=self.told_edit.moment(),
            joined=tuple(dict.fromkeys([*self.calls.ticked(), *self._also])),
        )
        self._ask(take_outage, draft, self.key)


class AreasDialog(ActDialog):
    """改范围: the areas as they are now."""

    letters = 40

    def __init__(self, session: Session, outage_id: int, areas: Sequence[Area], about: str, parent: QWidget) -> None:
        super().__init__(session, "改停热范围", "保存", parent)
        self._outage_id = outage_id
        self.say(about)
        self.areas = AreaField(session)
        for area in areas:
            community_id = area.community_id if area.building_id is None else None
            draft = AreaDraft(community_id, area.building_id, area.unit, area.riser)
            self.areas.add(draft, area.house)
        self.reason_edit = words_edit("为什么改")
        self.form.add("areas", "停热范围", self.areas)
        self.form.add("reason", "原因", self.reason_edit)
        self.areas.setFocus()

    def _save(self) -> None:
        self._ask(change_areas, self._outage_id, self.areas.drafts(), self.reason_edit.text(), self.key)
