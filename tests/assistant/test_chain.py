import pytest
from langchain_core.callbacks import BaseCallbackHandler

from assistant.chain import Asked, Found, retrieval_chain
from assistant.records import Turn
from documents.errors import QuestionUnusable
from tests.assistant.making import COST, HOW_MUCH, open_assistant


class Listener(BaseCallbackHandler):
    """Writes down the name of each step that begins, ends or fails."""

    def __init__(self):
        self.names = {}
        self.began, self.ended, self.failed = [], [], []

    def on_chain_start(self, serialized, inputs, *, run_id, name=None, **_):  # noqa: ARG002
        self.names[run_id] = name
        self.began.append(name)

    def on_chain_end(self, outputs, *, run_id, **_):  # noqa: ARG002
        self.ended.append(self.names[run_id])

    def on_chain_error(self, error, *, run_id, **_):  # noqa: ARG002
        self.failed.append(self.names[run_id])


@pytest.fixture
def assistant(tmp_path):
    with open_assistant(tmp_path) as assistant:
        yield assistant


@pytest.fixture
def chain(assistant):
    return retrieval_chain(assistant._index, assistant.settings, None)


def test_a_question_becomes_ranked_evidence_with_its_quotes(chain):
    found = chain.invoke(Asked(HOW_MUCH))
    assert isinstance(found, Found)
    assert found.inquiry.language == "en"
    assert found.evidence[0].sentence.text == COST
    assert [quote.quote for quote in found.quotes] == [
        item.sentence.text for item in found.evidence
    ]
    assert [quote.number for quote in found.quotes] == [*range(1, len(found.quotes) + 1)]
    plain = chain.invoke(Asked("Did the new bridge in Talheim cost much?"))
    scores = [item.score for item in plain.evidence]
    assert scores == sorted(scores, reverse=True)
    assert found.search_ms > 0


def test_callbacks_see_each_step_by_its_name(chain):
    listener = Listener()
    chain.invoke(Asked(HOW_MUCH), config={"callbacks": [listener]})
    steps = ["understand", "search", "quote"]
    assert [name for name in listener.began if name in steps] == steps
    assert [name for name in listener.ended if name in steps] == steps
    assert listener.failed == []


def test_callbacks_see_which_step_refused(chain):
    listener = Listener()
    with pytest.raises(QuestionUnusable):
        chain.invoke(Asked(" "), config={"callbacks": [listener]})
    assert "understand" in listener.failed
    assert "search" not in listener.began


def test_the_settings_say_how_much_evidence_and_how_long_a_question(assistant):
    settings = assistant.settings.model_copy(update={"evidence_limit": 2, "question_limit": 100})
    chain = retrieval_chain(assistant._index, settings, None)
    assert len(chain.invoke(Asked(HOW_MUCH)).evidence) == 2
    with pytest.raises(QuestionUnusable):
        chain.invoke(Asked("bridge " * 20))


def test_history_and_language_reach_the_understanding(chain):
    found = chain.invoke(Asked("And the cost?", (Turn(HOW_MUCH, "…", "en"),), "fr"))
    assert found.inquiry.language == "fr"
    assert found.inquiry.search_text == (
        "many million euros has the new bridge in Talheim cost? the cost?"
    )
    assert found.inquiry.asked == f"{HOW_MUCH} And the cost?"


def test_several_questions_may_run_at_once(chain):
    found = chain.batch([Asked(HOW_MUCH), Asked("Wer leitet die Oper?")])
    assert found[0].evidence[0].sentence.text == COST
    assert found[1].evidence[0].release.id == "oper.de.md"
