import pytest

from assistant.checks.lexicon import WORDS, _split, read_words

FILES = sorted(file.stem for file in WORDS.glob("*.yaml"))
PLAIN_LISTS = {"demonyms", "places", "titles"}


@pytest.mark.parametrize("name", [name for name in FILES if name not in PLAIN_LISTS])
def test_no_expression_swallows_the_words_that_follow_it(name):
    forms = [words for by_language in read_words(name).values() for words in by_language.values()]
    expressions = [form for words in forms for form in _split(words) if form.startswith("re:")]
    assert not [expression for expression in expressions if " " in expression]
