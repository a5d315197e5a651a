"""办理情况: the rates of a period and what was late in it."""
