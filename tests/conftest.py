"""Fixtures that every test may use; the real models come from the same store as in use."""

from hypothesis import settings

# A busy machine is no defect: speed belongs in benchmarks.
settings.register_profile("beleg", deadline=None)
settings.load_profile("beleg")
