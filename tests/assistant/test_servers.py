"""The assistant whose vectors lie on a Chroma server and come from an embedding server."""

import pytest

from assistant import Assistant
from assistant.settings import Settings
from documents.errors import EmbeddingModelUnavailable
from tests.index.chroma_server import running
from tests.index.embedding_server import serving
from tests.index.fakes import WordEmbedder
from tests.index.writing import write

WORDS = "the museum opened in may and closes every monday who when".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def chroma(tmp_path_factory):
    with running(tmp_path_factory.mktemp("chroma")) as address:
        yield address


@pytest.fixture
def embedding():
    with serving(WordEmbedder(WORDS).embed_texts) as server:
        yield server


@pytest.fixture
def opening(tmp_path, chroma, embedding):
    """Return a function that opens the assistant as a machine with its own data folder would."""
    folder = tmp_path / "documents"
    folder.mkdir()

    def open_assistant(machine, **more):
        settings = Settings(
            documents=folder,
            data=tmp_path / machine,
            chat_model="none",
            chroma_url=chroma,
            chroma_token="a token that this server does not ask for",  # noqa: S106
            embedding_model="openai:words",
            embedding_base_url=embedding.url,
            **more,
        )
        return Assistant.open(settings)

    return open_assistant


def test_one_machine_re_indexes_and_another_answers(opening, tmp_path):
    write(tmp_path / "documents", "a.md", "The museum opened in May.", title="Opening")
    with opening("writer") as writer, opening("replica", refresh=False) as replica:
        answer = replica.ask("When in May opened the museum?", quotes_only=True)
        assert answer.citations[0].quote == "The museum opened in May."
        assert replica.status().location.startswith("http://127.0.0.1")
        write(tmp_path / "documents", "b.md", "The museum closes every Monday.", title="Closing")
        assert [release.id for release in replica.releases()] == ["a.md"]
        writer.reindex()
        answer = replica.ask("Who closes every Monday?", quotes_only=True)
        assert answer.citations[0].quote == "The museum closes every Monday."


def test_an_embedding_server_that_fails_is_said_and_the_index_stays(opening, embedding, tmp_path):
    write(tmp_path / "documents", "a.md", "The museum opened in May.")
    with opening("writer") as assistant:
        embedding.failures = [401]
        with pytest.raises(EmbeddingModelUnavailable, match="BELEG_EMBEDDING_API_KEY"):
            assistant.ask("When opened the museum?", quotes_only=True)
        assert assistant.ask("When opened the museum?", quotes_only=True).citations
