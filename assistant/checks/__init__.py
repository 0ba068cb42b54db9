"""The verifier's checks, one file each; what they know of languages is in ``words/``."""
