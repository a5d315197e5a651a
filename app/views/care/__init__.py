"""数据维护: doubtful values, double premises, calls from unknown addresses, changes people tell."""
