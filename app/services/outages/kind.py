"""停热事件 as the spine knows it."""

from app.services.kinds import MatterKind
from app.services.outages.steps import KIND as NAME
from app.services.outages.steps import PREFIX, fold_problems, follow_up, move, note, settle

KIND = MatterKind(
    name=NAME,
    prefix=PREFIX,
    word="停热事件",
    follow_up=follow_up,
    note=note,
    settle=settle,
    move=move,
    fold_problems=fold_problems,
)
