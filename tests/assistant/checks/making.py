"""Makers of claims and sources for the tests of single checks."""

from assistant.checks.records import Claim, Source


def claim(text, language="en", question=""):
    return Claim(text, language, question)


def source(text, language="de", around="", speaker=None, year=2026):
    return Source(text, language, f"{text} {around}".strip(), speaker, year)
