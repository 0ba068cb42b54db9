"""Fixtures that every test may use; the real models come from the same store as in use."""
