"""What calls the clerk who looks elsewhere: the taskbar, a short sound, a line under the pages; never a window."""
