"""值班交接: the roster, readings, the 值班记录, handing a shift over, and what paper took over in a power cut."""
