from datetime import date
from pathlib import Path

import pytest

from documents import read
from documents.folder import find_documents
from documents.passages import split_into_passages
from documents.records import Kind, PressRelease
from documents.sentences import split_into_sentences

SAMPLES = Path(read.__file__).parent / "press_releases"
SAMPLE_FILES = find_documents(SAMPLES)


@pytest.fixture(scope="module", params=SAMPLE_FILES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> PressRelease:
    return read.read_release(request.param, SAMPLES)


def test_the_samples_speak_three_languages() -> None:
    languages = {read.read_release(path, SAMPLES).language for path in SAMPLE_FILES}
    assert languages == {"de", "en", "fr"}


def test_each_sample_says_where_it_comes_from(sample: PressRelease) -> None:
    assert sample.id.endswith(f".{sample.language}.md")
    assert sample.published == date(2025, 11, 6)
    assert sample.issuer
    assert sample.url
    assert sample.url.startswith("https://www.dfki.de/web/news/")


def test_each_sample_is_a_full_release(sample: PressRelease) -> None:
    assert 250 <= len(sample.text.split()) <= 450
    assert sum(block.kind is Kind.HEADING for block in sample.blocks) >= 3


def test_no_sentence_of_a_sample_stands_in_another() -> None:
    texts = [read.read_release(path, SAMPLES) for path in SAMPLE_FILES]
    for release in texts:
        others = "\n".join(other.text for other in texts if other is not release)
        for passage in split_into_passages(release):
            for sentence in split_into_sentences(passage):
                assert sentence.kind is Kind.HEADING or sentence.text not in others
