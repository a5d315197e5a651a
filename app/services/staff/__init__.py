"""The staff as every chapter must know it: who may be sent."""
