"""上级转办 as the spine knows it."""

from app.services.forwarding.steps import KIND as NAME
from app.services.forwarding.steps import PREFIX, fold_problems, follow_up, move, note, settle
from app.services.kinds import MatterKind

KIND = MatterKind(
    name=NAME,
    prefix=PREFIX,
    word="上级转办",
    follow_up=follow_up,
    note=note,
    settle=settle,
    move=move,
    fold_problems=fold_problems,
)
