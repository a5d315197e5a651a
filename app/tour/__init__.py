"""The tour: one real-looking day played through services and windows, leaving papers, pictures and figures."""
