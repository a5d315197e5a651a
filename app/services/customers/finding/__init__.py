"""Finding premises, matters and sheets by whatever a clerk types."""
