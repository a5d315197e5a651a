"""What the operator sees: PySide6 only; asks services, never touches tables."""
