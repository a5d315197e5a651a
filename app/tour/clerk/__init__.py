"""Somebody who works at the window with keys alone: what a clerk does there, one file for each sort of work."""
