"""Read the HTML we made as a browser would, to see what is markup and what is text."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Everything our own templates use; whatever else turns up came out of somebody's text.
OUR_TAGS = frozenset(
    re.findall(
        r"\w+",
        """a article blockquote button code details div h1 h2 h3 header input label li mark ol p
        section span strong summary ul""",
    )
)
OUR_ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        """accept aria-hidden aria-label aria-pressed class data-copy data-copy-html data-document
        data-done data-download data-event data-exchange data-input data-key data-language
        data-question data-quote data-upload data-verdict data-view dir for href id lang maxlength
        multiple placeholder rel role tabindex target title type value""",
    )
)


@dataclass
class Page(HTMLParser):
    """Tags, attribute values and text of a piece of HTML."""

    tags: set[str] = field(default_factory=set)
    attributes: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)  # of the library, by document

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self._marks = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")
        if tag == "mark":
            self._marks.append(dict(attrs)["class"])
        if dict(attrs).get("class") == "entry":
            self.entries.append(dict(attrs)["data-document"])

    def handle_endtag(self, tag):
        if tag == "mark":
            self._marks.pop()

    def handle_data(self, data):
        self.text += data
        for mark in self._marks:
            self.marks[mark] = self.marks.get(mark, "") + data

    def handle_comment(self, data):
        self.tags.add(f"comment: {data}")

    def handle_decl(self, decl):
        self.tags.add(f"declaration: {decl}")

    def handle_pi(self, data):
        self.tags.add(f"instruction: {data}")


def read(html):
    page = Page()
    page.feed(str(html))
    page.close()
    return page


def assert_only_our_markup(page):
    assert page.tags <= OUR_TAGS
    assert set(page.attributes) <= OUR_ATTRIBUTES
    assert all(link.startswith(("http://", "https://")) for link in page.attributes.get("href", ()))
