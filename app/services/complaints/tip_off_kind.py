"""举报 as the spine knows it."""

from app.services.complaints.books import TIP_OFFS
from app.services.complaints.steps import kind_for

KIND = kind_for(TIP_OFFS)
