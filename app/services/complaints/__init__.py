"""投诉 and 举报: passed on at once, answered in working days, secrecy kept (11.6–11b.8)."""
