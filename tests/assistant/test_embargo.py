from datetime import UTC, datetime

from assistant import QuotesFound
from assistant.embargo import search_quotable
from tests.assistant.fakes import FakeChatModel
from tests.assistant.making import BRIDGE, COST, HOW_MUCH, LIBRARY, open_assistant

FREE = datetime(2999, 1, 1, 9, tzinfo=UTC)
SECRET = BRIDGE.replace("12.5", "13.7").replace(
    "language: en", "language: en\nembargoed_until: 2999-01-01T09:00:00+00:00"
)
CROWD = {f"secret-{number}.en.md": f"{SECRET}\nVersion {number}.\n" for number in range(9)}


def test_what_is_under_embargo_is_neither_quoted_nor_shown_to_the_model(tmp_path):
    model = FakeChatModel("Yes. It cost 13.7 million euros. [1]")
    with open_assistant(tmp_path, model, library=LIBRARY | CROWD) as assistant:
        quotes, *_, finished = assistant.stream(HOW_MUCH)
    assert isinstance(quotes, QuotesFound)
    shown = {citation.document for citation in [*quotes.citations, *finished.answer.citations]}
    assert shown <= set(LIBRARY)
    assert quotes.citations[0].quote == COST
    assert "13.7" not in finished.answer.text
    ((messages, _),) = model.asked
    assert "13.7" not in messages[-1].text


def test_the_moment_an_embargo_ends_is_the_first_it_may_be_quoted(tmp_path):
    with open_assistant(tmp_path, library=LIBRARY | CROWD) as assistant:
        index = assistant._index
        before = search_quotable(index, HOW_MUCH, 6, FREE.replace(hour=8, minute=59))
        after = search_quotable(index, HOW_MUCH, 6, FREE)
    assert len(before) == len(after) == 6
    assert {item.release.id for item in before} <= set(LIBRARY)
    assert {item.release.id for item in after} - set(LIBRARY)


def test_where_everything_is_under_embargo_nothing_is_found(tmp_path):
    with open_assistant(tmp_path, library=CROWD) as assistant:
        answer = assistant.ask(HOW_MUCH)
    assert not answer.answered
    assert answer.citations == ()
