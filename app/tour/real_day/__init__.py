"""A day as it really is: calls with everything that then happened, played through the services and judged."""
