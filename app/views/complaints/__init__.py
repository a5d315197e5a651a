"""投诉举报: what somebody brought against us, passed on at once, answered in working days."""
