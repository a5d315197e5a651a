"""投诉 as the spine knows it."""

from app.services.complaints.books import COMPLAINTS
from app.services.complaints.steps import kind_for

KIND = kind_for(COMPLAINTS)
