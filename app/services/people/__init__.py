"""The staff register: certificates, trainings, and what of it runs out."""
