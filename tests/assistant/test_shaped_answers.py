import pytest

from assistant import Assistant, Composer, QuotesFound, Settings, StatementVerified, Turn
from assistant.languages import refusal
from assistant.models import Models
from assistant.settings import SAMPLE_RELEASES
from tests.assistant.fakes import FakeChatModel
from tests.assistant.making import BRIDGE, LIBRARY, OPERA, open_assistant

PANEL = """---
title: A panel in Talheim
date: 2026-06-01
language: en
---

The panel in Talheim was about bridges. Mayor Ada Sommer chaired the panel of three members:

- Bea Winter of the port
- Carl Ohm of the railway
- Dora Klee of the ferry

The members of the panel talked for an hour.
"""
SAID = """---
title: Voices on the bridge
date: 2026-05-05
language: en
---

“The bridge will outlive all of us here in Talheim,” said engineer Bea Winter. \
Many people came to see the bridge in Talheim on that day.
"""
CENTRES = """---
title: The network of centres
date: 2026-05-05
language: en
---

The network has five centres: Alba, Borea, Cetra, Dorin and Elva. The network was founded in 2020.
"""
STATION = """---
title: The old station in Talheim
date: 2026-05-06
language: en
---

The old station in Talheim cost 8 million euros. The old station has two tracks.
"""
TWO = {"bridge.en.md": BRIDGE, "station.en.md": STATION}
WIDER = LIBRARY | {"panel.en.md": PANEL, "said.en.md": SAID, "centres.en.md": CENTRES}
MEMBERS = "List the members of the panel in Talheim."
WHICH = "Which five centres has the network?"
COMPARE = "Compare the cost of the new bridge with the cost of the old station."


@pytest.fixture
def opened(tmp_path):
    """Return a function that opens an assistant over a wider library with a chat model."""
    assistants = []

    def make(model=None, **options):
        assistants.append(open_assistant(tmp_path, model, **{"library": WIDER} | options))
        return assistants[-1]

    yield make
    for assistant in assistants:
        assistant.close()


def marks(asked, *starts):
    """Return the marks of the sources that begin so, in a question's message."""
    lines = asked.splitlines()
    found = [next(line for line in lines if f": {start}" in line) for start in starts]
    return "".join(f"[{line.removeprefix('Source ').split(':')[0]}]" for line in found)


def test_a_list_is_quoted_whole(opened):
    answer = opened().ask(MEMBERS)
    assert [c.quote.split()[0] for c in answer.citations] == ["Mayor", "Bea", "Carl", "Dora"]


def test_a_written_list_is_shown_where_it_rests_on_every_item(opened):
    def written(asked):
        said = {"Bea": "Bea Winter of the port", "Carl": "Carl Ohm of the railway"}
        said["Dora"] = "Dora Klee of the ferry"
        return "Yes. " + " ".join(f"{text}. {marks(asked, text)}" for text in said.values())

    answer = opened(FakeChatModel(always=written)).ask(MEMBERS)
    assert answer.composer is Composer.MODEL
    assert len(answer.statements) == len(answer.citations) == 3


def test_of_a_written_list_that_lacks_an_item_nothing_is_shown(opened):
    model = FakeChatModel(
        always=lambda asked: f"Yes. Bea Winter of the port. {marks(asked, 'Bea Winter of the')}"
    )
    events = list(opened(model).stream(MEMBERS))
    assert not any(isinstance(event, StatementVerified) for event in events)
    answer = events[-1].answer
    assert answer.composer is Composer.QUOTES
    assert len(answer.citations) == 4


@pytest.mark.parametrize(
    ("written", "composer"),
    [
        ("They are Alba, Borea, Cetra, Dorin and Elva.", Composer.MODEL),
        ("They are Alba, Borea and Cetra.", Composer.QUOTES),
    ],
)
def test_a_list_within_one_sentence_must_be_complete_too(opened, written, composer):
    model = FakeChatModel(always=lambda asked: f"Yes. {written} {marks(asked, 'The network has')}")
    answer = opened(model).ask(WHICH)
    assert answer.composer is composer
    assert "Elva" in answer.text


def test_the_model_is_told_the_shape_in_the_last_line_and_the_prefix_stays(opened):
    model = FakeChatModel(always="No.")
    assistant = opened(model)
    assistant.ask(WHICH)
    assistant.ask("Who opened the bridge in Talheim?")
    (listed, _), *_, (plain, _) = model.asked
    assert listed[-1].text.splitlines()[-1] == "Reply in English. Name every one of them."
    assert plain[-1].text.splitlines()[-1] == "Reply in English."
    assert listed[:-1] == plain[:-1]


def test_who_said_names_the_speaker_beside_the_quote(opened):
    answer = opened().ask("Who said that the bridge in Talheim will outlive all of us?")
    assert answer.citations[0].speaker == "Bea Winter"
    assert "(Bea Winter) [1]" in answer.text
    assert answer.statements[0].text == answer.citations[0].quote


def test_the_model_reads_who_says_a_sentence_where_that_is_asked(opened):
    model = FakeChatModel(always="No.")
    assistant = opened(model)
    assistant.ask("Who said that the bridge in Talheim will outlive all of us?")
    assistant.ask("Will the bridge in Talheim outlive all of us?")
    (who, _), (will, _), *_ = model.asked
    assert "(Bea Winter)" in who[-1].text
    assert "(Bea Winter)" not in will[-1].text


def test_a_comparison_cites_both_sides_in_turn(opened):
    assistant = opened(library=TWO)
    quotes, *_, finished = assistant.stream(COMPARE)
    assert isinstance(quotes, QuotesFound)
    documents = [citation.document for citation in quotes.citations[:2]]
    assert sorted(documents) == ["bridge.en.md", "station.en.md"]
    assert {c.document for c in finished.answer.citations} == {"bridge.en.md", "station.en.md"}


def test_a_written_comparison_that_leaves_a_side_out_is_not_shown(opened):
    model = FakeChatModel(
        always=lambda asked: f"Yes. It cost 12.5 million euros. {marks(asked, 'The new bridge')}"
    )
    answer = opened(model, library=TWO).ask(COMPARE)
    assert answer.composer is Composer.QUOTES
    assert {c.document for c in answer.citations} == {"bridge.en.md", "station.en.md"}


def test_each_statement_of_a_comparison_is_confirmed_by_the_question_about_its_side(opened):
    model = FakeChatModel(
        always=lambda asked: (
            f"Yes. The bridge cost 12.5 million euros. {marks(asked, 'The new bridge')}"
        )
    )
    opened(model, library=TWO, evidence_limit=2).ask(COMPARE)
    (messages, _) = model.confirmed[0]
    assert "station" not in messages[-1].text


def test_a_summary_is_five_sentences_in_the_releases_order_without_any_model(opened):
    model = FakeChatModel()
    assistant = opened(model)
    answer = assistant.ask("Summarise the release about the new bridge in Talheim.")
    assert answer.answered
    assert answer.composer is Composer.QUOTES
    assert {citation.document for citation in answer.citations} == {"bridge.en.md"}
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)
    assert [citation.number for citation in answer.citations] == [1, 2, 3, 4]
    assert all(statement.supported for statement in answer.statements)
    assert model.asked == []


def test_narrowed_to_one_release_a_summary_needs_no_topic(opened):
    answer = opened(answer_threshold=0.9).ask("Résume le communiqué.", documents=["oper.de.md"])
    assert answer.answered
    assert {citation.document for citation in answer.citations} == {"oper.de.md"}


def test_the_only_release_there_is_needs_no_topic_either(opened):
    assistant = opened(library={"bridge.en.md": BRIDGE}, answer_threshold=0.9)
    assert assistant.ask("Fasse die Mitteilung zusammen.").answered


def test_after_a_question_the_release_it_was_about_is_summarised(opened):
    history = [Turn("Wer leitet die Oper in Talheim?", "Ruth Seger leitet die Oper. [1]", "de")]
    answer = opened(library=LIBRARY).ask("Fasse die Mitteilung zusammen.", history)
    assert {citation.document for citation in answer.citations} == {"oper.de.md"}


def test_a_release_that_has_all_the_words_of_the_topic_is_summarised_whatever_the_confidence(
    opened,
):
    answer = opened(answer_threshold=1.0).ask("Summarise the release about the bridge in Talheim.")
    assert answer.answered
    assert {citation.document for citation in answer.citations} == {"bridge.en.md"}


def test_a_summary_of_what_no_release_is_about_is_refused_with_the_nearest_quotes(opened):
    answer = opened(answer_threshold=1.0).ask("Summarise the release about football.")
    assert not answer.answered
    assert answer.text == refusal("en")
    assert 1 <= len(answer.citations) <= 3


def test_an_embargoed_release_is_not_summarised(opened):
    secret = OPERA.replace(
        "language: de", "language: de\nembargoed_until: 2999-01-01T09:00:00+00:00"
    )
    assistant = opened(library={"oper.de.md": secret})
    answer = assistant.ask("Fasse die Mitteilung zusammen.", documents=["oper.de.md"])
    assert not answer.answered
    assert answer.citations == ()


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    place = tmp_path_factory.mktemp("samples")
    settings = Settings(data=place, documents=SAMPLE_RELEASES, chat_model="none")
    models = Models.named_by(settings.model_copy(update={"data": Settings.load().data}))
    with Assistant.open(settings, embedder=models.embedder, reader=models.reader) as assistant:
        yield assistant


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Fasse die Mitteilung über das KI-Netzwerk zusammen.", "ki-netzwerk-saarbruecken.de.md"),
        ("Résume le communiqué sur les clusters français.", "inria-dfki-sarrebruck.fr.md"),
        ("Summarise the release about AI gigafactories.", "ai-gigafactories-panel.en.md"),
    ],
)
def test_a_sample_release_is_summarised_by_five_sentences_of_its_own(samples, question, document):
    answer = samples.ask(question)
    assert answer.answered
    assert [citation.document for citation in answer.citations] == [document] * 5
    text = samples.release(document).text
    assert all(text[c.start : c.end] == c.quote for c in answer.citations)
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)
    assert starts[0] < len(text) / 4 < starts[-1]  # from its lead, and from further down


@pytest.mark.real_model
def test_a_summary_of_football_is_refused_by_the_real_model_too(samples):
    assert not samples.ask("Summarise the release about the football world cup.").answered


@pytest.mark.real_model
def test_both_sides_of_a_real_comparison_are_cited(samples):
    answer = samples.ask("Was unterscheidet die Förderung des DFKI von der der Hochschulzentren?")
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert "Für das DFKI" in quotes
    assert "Hochschulzentren" in quotes
