import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.reply_grammar import copying_grammar, grammar, may_be_copied


def rules(form):
    return dict(line.split(" ::= ") for line in form.strip().splitlines())


def copied(form, number):
    """Return every text that a copying grammar allows as the words of a source."""
    known = rules(form)

    def chain(name):
        literal, _, rest = known[name].partition(" (")
        first = eval(literal)  # noqa: S307 - the literals are Python's as well
        yield first
        if rest:
            between, following = rest.removesuffix(")?").rsplit(" ", 1)
            yield from (first + eval(between) + then for then in chain(following))  # noqa: S307

    starts = [name for name in known if name.startswith(f"w{number}-")]
    return {text for name in starts for text in chain(name)}


def test_the_grammar_names_exactly_the_sources():
    assert re.findall(r'"(\d+)"', rules(grammar([1, 2, 3]))["mark"]) == ["1", "2", "3"]


def test_who_copies_names_one_source_and_then_its_own_words():
    marks = rules(copying_grammar({1: "Es regnet.", 3: "Es schneit nie."}, most=1))["marks"]
    assert marks == '"[1] {" (w1-0 | w1-1) "}" | "[3] {" (w3-0 | w3-1 | w3-2) "}"'


def test_whole_words_in_their_order_may_be_copied_without_what_ends_them():
    form = copying_grammar({1: "Am 3. Mai kostete „sie“ (nur) 12,5 % oder $30."}, most=1)
    assert copied(form, 1) >= {"3. Mai", "Mai", "sie", "nur", "12,5", "$30", "nur) 12,5 % oder $30"}
    assert not copied(form, 1) & {"Mai.", "Am Mai", "kost", "(nur", "$30.", ""}


def test_signs_that_take_no_blanks_are_copied_one_by_one():
    assert copied(copying_grammar({1: "価格は3万円です。"}, most=1), 1) >= {"3万円", "価格"}


def test_what_would_end_the_copy_too_early_is_left_out():
    form = copying_grammar({1: "PR[AI]RIE kam {dann} an.", 2: "…"}, most=1)
    assert copied(form, 1) == {"kam", "dann", "an"}
    assert rules(form)["marks"].endswith('| "[2]"')


def test_a_sentence_without_end_makes_no_grammar_without_end():
    form = copying_grammar({1: "and so on " * 5000}, most=1)
    assert len(form) < 10_000
    assert len(rules(form)) < 200


@given(st.text('ab1 .,„“"\\{}[]%\n価é', max_size=24))
def test_whatever_is_copied_stands_in_its_sentence_and_can_be_parsed(text):
    for words in copied(copying_grammar({1: text}, most=1), 1):
        assert words in text
        assert words == words.strip()
        assert not set(words) & set("{}[]")


@given(st.text("ab {}[]\n", max_size=200))
def test_what_may_be_copied_has_no_sign_that_would_end_it(text):
    if may_be_copied(text):
        assert text
        assert not set(text) & set("{}[]\n")
