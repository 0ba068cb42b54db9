"""The doors: the web chat and the command line."""
