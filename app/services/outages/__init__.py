"""停热事件: heat is off somewhere; who was told, until when, and who has to be called when it is back."""
