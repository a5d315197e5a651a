"""Communities, buildings with their valves, districts with who looks after them."""
