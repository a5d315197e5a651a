"""The two doors to the database: reads here, writes through the unit of work. Nothing outside knows a dialect."""

from app.services.kernel.store.base import Store

__all__ = ["Store"]
