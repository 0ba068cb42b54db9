from difflib import SequenceMatcher
from pathlib import Path

import pytest

from documents.passages import split_into_passages
from documents.read import read_release
from documents.records import PressRelease, Role
from documents.sentences import split_into_sentences
from tests.documents.exports import EXPORTS, ISO_DATE, Article

ARTICLES = [Article.load(language) for language in ("de", "fr", "en")]


def export(article: Article, suffix: str, folder: Path) -> PressRelease:
    path = folder / f"artikel{suffix}"
    path.write_bytes(EXPORTS[suffix](article))
    return read_release(path, folder)


def sentences(release: PressRelease) -> list[str]:
    return [s.text for p in split_into_passages(release) for s in split_into_sentences(p)]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.language)
@pytest.mark.parametrize("suffix", EXPORTS)
def test_every_format_gives_the_same_sentences_title_and_date(
    article: Article, suffix: str, tmp_path: Path
) -> None:
    release = export(article, suffix, tmp_path)
    expected = sentences(export(article, ".md", tmp_path))
    found = sentences(release)
    assert SequenceMatcher(None, expected, found, autojunk=False).ratio() >= 0.99
    assert release.title == article.title
    assert release.published
    assert release.published.isoformat() == ISO_DATE
    assert release.language == article.language
    assert release.place == "Nancy"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.language)
@pytest.mark.parametrize("suffix", EXPORTS)
def test_every_format_tells_the_news_from_the_boilerplate(
    article: Article, suffix: str, tmp_path: Path
) -> None:
    release = export(article, suffix, tmp_path)
    roles = {release.text[block.start : block.end]: block.role for block in release.blocks}
    about = next(text for kind, text in article.parts if "1988" in text)
    assert roles[about] is Role.ABOUT
    assert roles[article.parts[-1][1]] is Role.CONTACT
    assert article.parts[-1][1] in release.contacts
    in_the_news = [text for text, role in roles.items() if role is Role.NEWS]
    assert len(in_the_news) == len(article.parts) - sum(
        role is not Role.NEWS for role in roles.values()
    )
    assert roles[article.parts[1][1]] is Role.NEWS
