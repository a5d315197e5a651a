"""值班: shifts, the roster, what was read off and written down, and how a shift is handed over."""
