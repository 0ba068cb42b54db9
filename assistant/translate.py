"""On request: a quote in the reader's language, by the chat model, and told to be a machine's.

The quote in its own words stays what counts. A translation is held against it as a statement is
(``assistant.checks``), and for what it leaves out the other way round as well: each number and
date of the quote must stand in the translation. One that fails twice is not shown.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import yaml

from assistant.chat_model import ChatModel, Message
from assistant.checks.contrast import Similarity, check_contrast
from assistant.checks.copied import check_copied
from assistant.checks.dates import check_dates
from assistant.checks.language import check_language
from assistant.checks.names import check_names
from assistant.checks.numbers import check_numbers
from assistant.checks.records import Claim, Finding, Source
from assistant.checks.translated import Translation, WordTest, nothing_is_common
from assistant.disarm import one_line
from assistant.languages import language_name
from assistant.records import Citation, TranslatedQuote
from assistant.runaway import Runaway
from documents.errors import ChatModelUnavailable

_PROMPTS = Path(__file__).parent / "prompts"
_ATTEMPTS = 2
_LONGEST = 1_500  # characters; quotes are sentences
# Cosine of a quote and its translation, by multilingual-e5-small as texts: of 250 sentences of
# XQuAD-R in German, English and Spanish 98 in 100 lie from .86 up, those of others below .8.
_MEANT_FROM = 0.855
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_TIMES_AS_LONG, _TIMES_AS_SHORT = 2.5, 0.2  # as the quote; Chinese takes a third of the signs
# What is held the other way round too: what a translation leaves out, its quote does not say there.
_LEFT_OUT: tuple[Callable[[Claim, Sequence[Source]], Finding], ...] = (check_numbers, check_dates)
_GRAMMAR = r"root ::= [^\x00-\x1f]+"  # one line
_QUOTED = ("„“", "“”", "«»", '""', "””")


def translate(
    chat_model: ChatModel,
    quote: Citation,
    language: str,
    similarity: Similarity,
    is_common: WordTest = nothing_is_common,
) -> TranslatedQuote:
    """Return the quote in ``language`` (ISO 639-1); its ``text`` is ``None`` if none held.

    A quote that is in that language already is returned as it is. Raises
    ``ChatModelUnavailable`` when the model breaks off.
    """
    if quote.language == language:
        return TranslatedQuote(quote.quote, language, None)
    problems: tuple[str, ...] = ()
    for _ in range(_ATTEMPTS):
        text = _written(chat_model, quote.quote, language, problems)
        problems = tuple(_problems(text, quote, language, similarity, is_common))
        if not problems:
            return TranslatedQuote(text, language, chat_model.name)
    return TranslatedQuote(None, language, chat_model.name, problems)


def _written(chat_model: ChatModel, quote: str, language: str, problems: Sequence[str]) -> str:
    asked = _fill(quote, language_name(language))
    if problems:
        told = " ".join(f"{one_line(each)}." for each in problems)
        asked = f"{asked}\n{_read('translate_repair.md').format(problems=told)}"
    with suppress(ChatModelUnavailable):  # if the model is really gone, the reply will tell
        chat_model.warm_up(prefix())
    messages = [*prefix(), Message("user", asked)]
    said, runaway = "", Runaway()
    with closing(chat_model.stream(messages, _GRAMMAR)) as pieces:
        for piece in pieces:
            said += piece.text
            if runaway.has_begun(piece.text) or "\n" in said.strip() or len(said) > _LONGEST:
                break
    return _unquoted(said.strip().partition("\n")[0].strip(), quote)


def _unquoted(text: str, quote: str) -> str:
    """Return a reply without the quotation marks that a model put around it by itself."""
    wrapped = len(text) > 1 and text[0] + text[-1] in _QUOTED
    spoken = any(quote.startswith(marks[0]) for marks in _QUOTED)
    return text[1:-1].strip() if wrapped and not spoken else text


def _problems(
    text: str, quote: Citation, language: str, similarity: Similarity, is_common: WordTest
) -> Iterator[str]:
    """Yield what is wrong with a translation, a sentence for each."""
    if not _TIMES_AS_SHORT < (len(text) + 1) / (len(quote.quote) + 1) < _TIMES_AS_LONG:
        yield "it is far shorter or longer than the sentence"
        return
    of_text = Claim(text, language)
    original = Source(
        quote.quote,
        quote.language,
        f"{quote.title}\n{quote.issuer or ''}\n{quote.quote}",
        quote.speaker,
        quote.date.year if quote.date else None,
    )
    for finding in _findings(of_text, original, similarity, is_common):
        yield from finding.reasons
    back, translated = Claim(quote.quote, quote.language), Source(text, language, text)
    for check in _LEFT_OUT:
        missing = check(back, [translated]).missed
        yield from (f"{each} of the sentence is missing or changed in it" for each in missing)
    if _most_repeated(text) > _most_repeated(quote.quote) + 1:
        yield "it says the same word again and again"
    if similarity(text, [quote.quote])[0] < _MEANT_FROM:
        yield "it means something else"


def _most_repeated(text: str) -> int:
    """Return how often the longer word stands in a text that stands there most often."""
    words = Counter(word.casefold() for word in _LONG_WORD.findall(text))
    return max(words.values(), default=0)


def _findings(
    claim: Claim, source: Source, similarity: Similarity, is_common: WordTest
) -> Iterator[Finding]:
    yield check_language(claim)
    yield check_copied(claim, [source])
    yield check_numbers(claim, [source])
    yield check_dates(claim, [source])
    known = Translation(claim, [source], similarity, is_common)
    yield check_names(claim, [source], frozenset(), known.accounts_for)
    yield check_contrast(claim, [source], similarity)


@cache
def prefix() -> tuple[Message, ...]:
    """Return the unchanging start of every such prompt: instructions and worked examples."""
    messages = [Message("system", _read("translate_system.md"))]
    for example in yaml.safe_load(_read("translate_examples.yaml")):
        text = _fill(example["sentence"], example["language"])
        messages += [Message("user", text), Message("assistant", example["reply"])]
    return tuple(messages)


def _fill(sentence: str, language: str) -> str:
    return _read("translate_question.md").format(sentence=one_line(sentence), language=language)


@cache
def _read(name: str) -> str:
    return (_PROMPTS / name).read_text(encoding="utf-8").strip()
