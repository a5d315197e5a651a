"""咨询 as the spine knows it."""

from app.services.enquiries.steps import KIND as NAME
from app.services.enquiries.steps import PREFIX, fold_problems, follow_up, move, note, settle
from app.services.kinds import MatterKind

KIND = MatterKind(
    name=NAME,
    prefix=PREFIX,
    word="咨询",
    follow_up=follow_up,
    note=note,
    settle=settle,
    move=move,
    fold_problems=fold_problems,
)
