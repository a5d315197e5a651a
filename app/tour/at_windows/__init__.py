"""The real day at the window: the same calls and facts as through the services, each typed by the clerk's keys."""
