"""Reusable parts of pages and dialogs; they know Qt and the session, no business."""
