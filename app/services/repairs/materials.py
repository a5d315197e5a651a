"""Materials used, as phoned in and as the paper says them; a line that says otherwise stands beside the old one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.models.work import Material
from app.services.kernel.errors import InvalidInput
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit
from app.services.repairs.work_values import MaterialDraft


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One line of material; quantity in hundredths. `current` is False once another line corrects it."""

    id: int
    visit_no: int | None
    name: str
    unit: str
    quantity_c: int
    corrects_id: int | None
    reason: str
    current: bool


def material_rows(store: Store, matter_id: int) -> list[MaterialRow]:
    """Every line of the repair in the order of its typing, corrected ones too."""
    columns = (
        Material.id,
        Material.visit_no,
        Material.name,
        Material.unit,
        Material.quantity_c,
        Material.corrects,
        Material.reason,
    )
    rows = store.tuples(Material.select(*columns).where(Material.matter == matter_id).order_by(Material.id))
    corrected = {row[5] for row in rows}
    return [MaterialRow(*(*row, row[0] not in corrected)) for row in rows]


def keep_materials(
    unit: Unit, matter_id: int, visit_no: int | None, lines: Sequence[MaterialDraft], reason: str
) -> None:
    """The materials of a visit: what was phoned in the same stays, another quantity corrects it with the reason.

    InvalidInput when one name stands on two lines.
    """
    names = [line.name.strip() for line in lines]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InvalidInput({"materials": f"“{twice}”写了两行。请合成一行。"})
    if any(line.quantity_c <= 0 for line in lines):
        raise InvalidInput({"materials": "材料的数量要大于 0。"})
    known = {row.name: row for row in material_rows(unit.store, matter_id) if row.current and row.visit_no == visit_no}
    for name, line in zip(names, lines, strict=True):
        old = known.get(name)
        if old is not None and (old.quantity_c, old.unit) == (line.quantity_c, line.unit):
            continue
        unit.insert(
            Material,
            matter_id=matter_id,
            visit_no=visit_no,
            name=name[:60],
            unit=line.unit.strip()[:8],
            quantity_c=line.quantity_c,
            at=unit.desk.now(),
            by_id=unit.desk.actor.staff_id,
            corrects_id=None if old is None else old.id,
            reason="" if old is None else reason,
        )
