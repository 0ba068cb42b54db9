"""The real models over real releases: strict on citations and numbers, not on wording."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from assistant import Assistant, Composer, Settings
from assistant.as_told import Told
from assistant.compose import compose
from assistant.embedded_chat_model import EmbeddedChatModel
from assistant.languages import refusal
from assistant.models import CHAT_ADAPTER, Models
from assistant.quantities import find_quantities
from assistant.settings import SAMPLE_RELEASES
from documents.language import guess_language

pytestmark = pytest.mark.real_model

THREADS = 2
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "press"
RELEASE = "dfki-all-hands-meeting-2025.de.txt"
FIFTY_MILLION = Decimal(50_000_000)


@pytest.fixture(scope="module")
def models():
    """Return the embedding model and the reader, as they are by default."""
    return Models.named_by(Settings(threads=THREADS, chat_model="none"))


@pytest.fixture(scope="module")
def chat_model(chat_model_file):
    """Return the embedded model with the prompt cache in use: its prefix is read only once."""
    settings = Settings.load()
    model = EmbeddedChatModel(
        chat_model_file, settings.data / "prompt-cache", THREADS, settings.chat_timeout
    )
    yield model
    model.close()


@pytest.fixture(scope="module")
def copying_model(chat_model_file):
    """Return the embedded model as it is by default: with the adapter."""
    settings = Settings.load()
    model = EmbeddedChatModel(
        chat_model_file,
        settings.data / "prompt-cache",
        THREADS,
        settings.chat_timeout,
        adapter=CHAT_ADAPTER,
    )
    yield model
    model.close()


def opened(place, documents, models, chat_model):
    settings = Settings(data=place, documents=documents, chat_model="none")
    assistant = Assistant.open(
        settings, embedder=models.embedder, reader=models.reader, chat_model=chat_model
    )
    assistant.warm_up()
    return assistant


@pytest.fixture(scope="module")
def samples(tmp_path_factory, models, chat_model):
    """Return an assistant over the sample releases."""
    return opened(tmp_path_factory.mktemp("samples"), SAMPLE_RELEASES, models, chat_model)


@pytest.fixture(scope="module")
def press(tmp_path_factory, models, copying_model):
    """Return an assistant over a copy of the first real release, as it is by default."""
    if not (SHARED / RELEASE).is_file():
        pytest.skip("The real press release is not beside this checkout (../shared/press).")
    place = tmp_path_factory.mktemp("press")
    (place / "releases").mkdir()
    shutil.copy(SHARED / RELEASE, place / "releases")
    return opened(place, place / "releases", models, copying_model)


def cited(assistant, answer):
    """Return the quotes of an answer, each checked against the stored release."""
    for citation in answer.citations:
        release = assistant.release(citation.document)
        assert release.text[citation.start : citation.end] == citation.quote
        assert release.content_hash == citation.content_hash
    return [citation.quote for citation in answer.citations]


def check_answer(assistant, answer, language, said, quoted):
    """Check that ``said`` is answered in ``language`` or quoted, and ``quoted`` stands cited."""
    quotes = cited(assistant, answer)
    assert answer.answered, answer
    assert answer.language == language
    assert any(quoted in quote for quote in quotes), answer
    assert said in answer.text, answer
    if answer.composer is Composer.MODEL:
        assert guess_language(answer.text, prior=language).language == language
        assert all(statement.supported and statement.citations for statement in answer.statements)


def test_a_german_question_is_answered_from_the_german_sample(samples):
    answer = samples.ask("Wer sprach für die Bundesregierung?")
    check_answer(samples, answer, "de", "Hauer", "sprach Matthias Hauer")


def test_a_french_question_is_answered_from_the_french_sample(samples):
    answer = samples.ask("Qui est le consul général de France ?")
    check_answer(samples, answer, "fr", "Spinoza", "Jérôme Spinoza")


def test_an_english_question_is_answered_from_the_english_sample(samples):
    answer = samples.ask("How many graphics processors is an AI gigafactory planned around?")
    check_answer(samples, answer, "en", "100,000", "100,000 graphics processors")


def test_a_question_about_something_else_is_refused(samples):
    answer = samples.ask("What is the recipe for apple pie with cinnamon?")
    assert not answer.answered, answer
    assert answer.text == refusal("en")
    assert answer.statements == ()
    assert cited(samples, answer)


def test_quotes_alone_answer_without_the_chat_model(samples):
    answer = samples.ask("Wie hoch ist der Anteil des Bundes pro Jahr?", quotes_only=True)
    assert answer.composer is Composer.QUOTES
    assert answer.timings.first_token_ms is None
    assert any("50 Millionen Euro pro Jahr" in quote for quote in cited(samples, answer))


FUNDING = {
    "en": "How much money does the German federal government provide each year for the five "
    "university AI competence centres?",
    "fr": "Combien l'État fédéral allemand accorde-t-il chaque année aux cinq centres "
    "universitaires ?",
}


@pytest.mark.parametrize("language", FUNDING)
def test_fifty_million_are_answered_from_the_german_sentence(press, language):
    answer = press.ask(FUNDING[language])
    check_answer(press, answer, language, "50", "bis zu 50 Millionen Euro bereit")
    assert {citation.language for citation in answer.citations} == {"de"}
    said_in = language if answer.composer is Composer.MODEL else "de"
    stated = [
        value
        for statement in answer.statements
        for value in find_quantities(statement.text, said_in).values
    ]
    assert FIFTY_MILLION in stated, answer


def test_the_embedded_model_follows_the_grammar_and_tells_how_sure_it_is_of_its_source(chat_model):
    sources = [Told("It rains in Nancy.", "Weather"), Told("It snows in Lyon.", "Weather")]
    events = list(compose(chat_model, "Where does it snow?", "en", sources))
    verdict, choice, *drafts = events
    assert verdict.found
    likeliest, _ = max(choice.numbers, key=lambda pair: pair[1])
    assert likeliest == 2
    assert drafts
    assert all(set(draft.sources) <= {1, 2} for draft in drafts)
