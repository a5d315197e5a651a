"""The tables, one file per subject: fields and constraints, nothing else."""
