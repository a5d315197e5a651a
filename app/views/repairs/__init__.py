"""Windows of the repair: intake, the small dialogs of each act, slips out and back, callbacks."""
