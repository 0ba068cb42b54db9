"""Questions and paragraphs in other words: what teaches one vector space for all languages.

The data is French about French and English about English. Here questions become machine
translations, and words of both sides are exchanged for another language's (see
``index.reader_training.code_switching``).
"""

from dataclasses import dataclass, field
from random import Random

from index.adapter_training.translate import Translations
from index.reader_training.code_switching import CodeSwitcher
from index.reader_training.questions import Paragraph, Question, Span

_TRANSLATED = 0.4  # of the questions that have a translation
_SWITCHED = 0.6  # of the others
_PARAGRAPHS_SWITCHED = 0.4


@dataclass(frozen=True, slots=True)
class Rewording:
    """Rewords by chance; without a switcher and translations everything stays as it is."""

    switcher: CodeSwitcher | None = None
    translations: Translations = field(default_factory=dict)

    def question(self, question: Question, random: Random) -> str:
        """Return a question's text, perhaps translated or with words of another language."""
        translated = self.translations.get(" ".join(question.text.split()))
        if translated and random.random() < _TRANSLATED:
            return translated
        if self.switcher and random.random() < _SWITCHED:
            return self.switcher.one_target(question.language, random)(question.text)
        return question.text

    def paragraph(self, paragraph: Paragraph, random: Random) -> tuple[str, tuple[Span, ...]]:
        """Return a paragraph's text and sentences, perhaps with words of another language."""
        if not self.switcher or random.random() >= _PARAGRAPHS_SWITCHED:
            return paragraph.text, paragraph.sentences
        switch = self.switcher.one_target(paragraph.language, random)
        text, done = "", 0
        sentences = []
        for start, end in paragraph.sentences:
            text += paragraph.text[done:start]
            first = len(text)
            text += switch(paragraph.text[start:end])
            sentences.append((first, len(text)))
            done = end
        return text + paragraph.text[done:], tuple(sentences)
