"""Desk, store, unit of work, audit, numbers, blobs, operators, settings: knows no business."""
