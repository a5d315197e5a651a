"""报修 as the spine knows it."""

from app.services.kinds import MatterKind
from app.services.repairs.check import fold_problems
from app.services.repairs.opening import follow_up
from app.services.repairs.steps import KIND as NAME
from app.services.repairs.steps import PREFIX, move, note, settle

KIND = MatterKind(
    name=NAME,
    prefix=PREFIX,
    word="报修",
    follow_up=follow_up,
    note=note,
    settle=settle,
    move=move,
    fold_problems=fold_problems,
)
