import json
from datetime import date

import pytest

from documents.errors import ReleaseUnreadable
from documents.html import read_html
from documents.read import make_release
from documents.records import Kind, PressRelease

ARTICLE = (
    "<h1>Neues Labor</h1><p>Die Beispiel AG hat in Nancy ein Labor eröffnet. Es bietet Platz für "
    "120 Forscherinnen und Forscher.</p>"
)
MARCH = date(2025, 3, 7)


def page(head: str = "", before: str = "", after: str = "", article: str = ARTICLE) -> str:
    return (
        f"<html lang='de'><head><title>Neues Labor</title>{head}</head><body>{before}"
        f"<main><article>{article}</article></main>{after}</body></html>"
    )


def release(source: str, encoding: str = "utf-8") -> PressRelease:
    return make_release("labor.html", "/labor.html", ".html", source.encode(encoding))


def linked_data(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-03-07T10:00:00Z">',
        '<meta name="DC.date.issued" content="2025-03-07">',
        '<meta name="date" content="2025-03-07">',
        linked_data(**{"@type": "NewsArticle", "datePublished": "2025-03-07"}),
        linked_data(**{"@graph": [{"@type": ["Article"], "datePublished": "2025-03-07T08:00"}]}),
        """<meta property="article:published_time" content="2025-03-07">
        <meta property="article:modified_time" content="2026-01-01">""",
    ],
)
def test_a_page_says_when_it_was_published(head: str) -> None:
    assert release(page(head)).published == MARCH


def test_a_time_element_of_the_article_is_its_date() -> None:
    inside = f'<time datetime="2025-03-07">7. März</time>{ARTICLE}'
    assert release(page(article=inside)).published == MARCH


@pytest.mark.parametrize(
    ("head", "after"),
    [
        ("", ""),
        ("", "<footer>© 2026 Beispiel AG</footer>"),
        ("", "<footer>Zuletzt aktualisiert: 3. März 2026</footer>"),
        ("", "<div>Heute ist der 22. November 2026</div>"),
        ("", "<aside><time datetime='2026-02-01'>1. Februar</time> Andere Meldung</aside>"),
        ("", "<p>Anmeldung bis 1. Mai 2026 auf der Seite</p>"),
        ('<meta property="article:modified_time" content="2026-03-03">', ""),
        ('<meta http-equiv="last-modified" content="2026-01-01">', ""),
        (linked_data(**{"@type": "NewsArticle", "dateModified": "2026-01-01"}), ""),
        (linked_data(**{"@type": "Event", "startDate": "2026-01-01"}), ""),
        ('<meta name="date" content="gestern">', ""),
        ('<script type="application/ld+json">{broken</script>', ""),
    ],
)
def test_a_page_without_a_date_of_its_own_gets_none(head: str, after: str) -> None:
    assert release(page(head, after=after)).published is None


def test_a_page_names_its_publisher() -> None:
    data = linked_data(
        **{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "Beispiel AG"}}
    )
    assert release(page(data)).issuer == "Beispiel AG"
    assert release(page('<meta property="og:site_name" content="Beispiel">')).issuer == "Beispiel"
    assert release(page()).issuer is None


def test_menus_scripts_and_feet_are_left_out() -> None:
    text = release(
        page(
            before="<nav><a href='/'>Start</a> <a href='/p'>Presse</a></nav>",
            after="<footer><a href='/i'>Impressum</a></footer><script>track()</script>",
        )
    ).text
    assert text.startswith("Neues Labor\n\nDie Beispiel AG")
    assert not any(word in text for word in ("Start", "Impressum", "track"))


def test_lists_tables_and_line_breaks_become_blocks_of_their_own() -> None:
    article = (
        f"{ARTICLE}<h2>Zahlen</h2><ul><li>drei Hallen</li><li>zwei Rechner</li></ul>"
        "<table><tr><td>Kosten</td><td>12 Mio. Euro</td></tr></table>"
        "<h2>Pressekontakt</h2><p>Karl Kern<br>Telefon: +49 681 1234567</p>"
    )
    found = release(page(article=article))
    blocks = {found.text[block.start : block.end]: block.kind for block in found.blocks}
    assert blocks["drei Hallen"] is Kind.LIST_ITEM
    assert blocks["Zahlen"] is Kind.HEADING
    assert blocks["Kosten – 12 Mio. Euro"] is Kind.PARAGRAPH
    assert found.contacts == ("Karl Kern", "Telefon: +49 681 1234567")


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1250", "utf-8"])
def test_the_declared_encoding_is_believed(encoding: str) -> None:
    head = f'<meta charset="{encoding}">'
    assert "eröffnet" in release(page(head), encoding).text


def test_a_list_of_links_is_no_release() -> None:
    links = "".join(f"<li><a href='/{n}'>Meldung {n}</a></li>" for n in range(5))
    with pytest.raises(ReleaseUnreadable, match="without an article"):
        read_html(f"<html><body><ul>{links}</ul></body></html>", "links.html")
