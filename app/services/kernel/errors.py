"""Errors the clerk can act on. Anything else that escapes a service is a bug."""

from collections.abc import Mapping


class AppError(Exception):
    """A failure with a sentence written for the clerk: what happened, what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(AppError):
    """The form cannot be saved as filled in; `fields` says why, field by field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("；".join(fields.values()) or "请检查标出的栏目。")
        self.fields = dict(fields)

    def __reduce__(self) -> tuple[type["InvalidInput"], tuple[dict[str, str]]]:
        return type(self), (self.fields,)


class NotFound(AppError):
    """The record never existed or was voided."""


class Refused(AppError):
    """A rule of the trade, or a constraint of the database, forbids the act as asked."""

    def __init__(self, message: str, *, constraint: str = "") -> None:
        super().__init__(message)
        self.constraint = constraint


class NotAllowed(AppError):
    """The operator's role does not include this act."""


class Stale(AppError):
    """Somebody else changed the record after it was shown."""


class StorageError(AppError):
    """The environment failed: disk, file or server, not our code."""


class Busy(StorageError):
    """Another program holds the database; trying again helps."""


class Full(StorageError):
    """The disk, or the quota of the database, is full."""


class Damaged(StorageError):
    """The file is not a sound database."""


class ReadOnly(StorageError):
    """The folder or the file cannot be written."""


class Gone(StorageError):
    """The server or the file went away."""
