"""Time limits: policies as data, working days, and the clocks computed from them; pure functions only."""
