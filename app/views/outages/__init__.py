"""停热事件: where heat is off, who was told, and who has to be called."""
