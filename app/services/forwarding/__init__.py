"""上级转办 and 处理意见: what comes down from the dispatch room, and what goes up to it (4.5)."""
