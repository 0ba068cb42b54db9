"""What the web chat says, in German, French and English; the words are in ``wording.yaml``.

Entries with braces are ``str.format`` templates. Answers and refusals are not in here: they come
from the assistant, in the language of the question.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word of the interface in one language."""

    code: str
    tagline: str
    interface_language: str
    library_one: str
    library_many: str
    ask_label: str
    ask_placeholder: str
    ask: str
    stop: str
    new: str
    question_heading: str
    welcome: str
    welcome_text: str
    suggestions: str
    following: str
    empty: str
    empty_text: str
    searching: str
    reading: str
    checked: str
    check_numbers: str
    check_dates: str
    check_names: str
    check_actors: str
    check_contrast: str
    check_spans: str
    check_measures: str
    check_wholes: str
    check_plans: str
    check_speakers: str
    check_meaning: str
    compared: str
    says: str
    quoted: str
    unverified: str
    refused: str
    nearest: str
    stopped: str
    failed: str
    waiting: str
    busy: str
    lost: str
    sources: str
    sources_none: str
    besides: str
    source_chip: str
    open_release: str
    show_quote: str
    translate: str
    translating: str
    translated: str
    untranslated: str
    back: str
    original: str
    gone: str
    changed: str
    copied: str
    copy_answer: str
    copy_citation: str
    retry: str
    edit: str
    editing: str
    remove: str
    only_one: str
    only_many: str
    asked_of: str
    since: str
    until: str
    ask_only_this: str
    undated: str
    also_in: str
    other_version: str
    note_model: str
    note_quotes: str
    without_model: str
    quotation_marks: str
    place: str
    as_markdown: str
    download: str
    embargoed: str
    corrected: str
    withdrawn: str
    superseded: str
    library: str
    library_search: str
    library_none: str
    library_more: str
    upload: str
    uploading: str
    reindex: str
    reindexing: str
    reindexed: str
    right: str
    wrong: str
    correction: str
    send: str
    keeps: str
    keeps_hours: str
    kept: str

    def check_name(self, check: str) -> str:
        """Return what a check of the verifier is called; one we have no word for, by its own."""
        return str(getattr(self, f"check_{check}", check))


_CATALOGUE = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
WORDINGS = {code: Wording(code=code, **words) for code, words in _CATALOGUE.items()}
GERMAN, FRENCH, ENGLISH = WORDINGS["de"], WORDINGS["fr"], WORDINGS["en"]


def wording(preferred: str | None) -> Wording:
    """Return the wording for a browser's language list (``de-DE,fr;q=0.8``), else English.

    The browser's order counts; its weights repeat that order and are not read.
    """
    for entry in (preferred or "").split(","):
        code = entry.split(";")[0].strip().split("-")[0].lower()
        if code in WORDINGS:
            return WORDINGS[code]
    return ENGLISH
