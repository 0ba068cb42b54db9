"""Boilerplate: what every release of a house repeats, told apart from the news."""

import re
from dataclasses import replace
from itertools import accumulate

from documents.captions import part_credits
from documents.records import Block, Kind, Role

_LABEL_WORDS = 6
_HEADING_WORDS = 9
_PROSE_WORDS = 25
_CREDIT_WORDS = 12
_ADDRESS_WORDS = 12

_NAME = r"[^\W\d_a-zà-ÿ][\w&.-]*"
_HOUSE = (
    rf"(?:{_NAME}(?:\s{_NAME})?|\S*[^\W\d_a-zà-ÿ]{{2}}.*"
    r"|.*(?:GmbH|Institut|Stiftung|Universit|Zentrum|Gruppe|Fondation|Foundation|Group|e\.\s?V\.).*)"
)
_ABOUT = re.compile(
    r"(?:(?i:über uns|zum unternehmen|wer wir sind|kurzprofil|(?:firmen|unternehmens)profil"
    r"|à propos|qui sommes-nous\s?\??|about us|who we are)"
    rf"|(?i:über|zu[rm]?|hintergrund zu[rm]?) (?:(?:das|die|den|der) )?{_HOUSE}"
    rf"|(?i:à propos) (?:du |des |de la |de l['’]|de |d['’]){_HOUSE}"
    rf"|(?i:about) (?:the )?{_HOUSE})\s?:?"
)
_CONTACT = re.compile(
    r"(?:(?:ihr[e]?\s)?(?:presse|medien)?-?(?:kontakte?|ansprechpartner(?:in|innen)?)"
    r"|pressestelle|pressesprecher(?:in)?|rückfragen(?: an)?"
    r"|(?:weitere|nähere) informationen|weiterführende (?:links|informationen)"
    r"|contacts?(?: presse| médias?)?|(?:service|relations?) (?:de )?presse"
    r"|pour en savoir plus|plus d['’]informations?"
    r"|(?:press|media|news) (?:contacts?|office|enquiries|inquiries|relations)"
    r"|(?:for )?(?:further|more) information|notes to editors)\b.{0,40}",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:(?:bild|foto)(?:nachweis|rechte|quelle)?e?s?\s?:"
    r"|(?:photos?|image|picture)(?: credits?)?\s?:"
    r"|crédits?(?: photos?)?\s?:|©|\(c\)\s|copyright\b|légende\s?:|caption\s?:)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\W*(?:(?:presse|medien)(?:mitteilung|information|meldung)|communiqué(?: de presse)?"
    r"|(?:press|news|media) release|for immediate release|zur sofortigen veröffentlichung"
    r"|pour diffusion immédiate|sperrfrist|gesperrt bis|sous embargo|(?:strictly )?embargo(?:ed)?"
    r"|under embargo|quellen?|sources?)(?:\s?:.*|\W*\b(?:nr|n°|no|vom|du|until|jusqu|bis)\b.*|\W*)"
    r"|#{2,}|-\s?(?:ende?|fin|30)\s?-|\(?ende?\)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\w@[\w.-]{1,100}\.\w|https?://|www\.|\b(?:tel|tél|fon|telefon|phone|mobil|mobile|fax|e-?mail)\b\.?\s?:"
    r"|\+\d{2}[\s\d()/.-]{6,}",
    re.IGNORECASE,
)


def mark_roles(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with the role of each; credits at the end of captions become blocks.

    A boilerplate heading ("Über das DFKI", "Pressekontakt", "Sources") rules until the next
    heading, a contact also ends where prose begins again. Without headings, a paragraph that
    opens with such words is one, and so are lines of addresses and bare photo credits. In doubt
    a block is news, and so is the headline.
    """
    blocks = part_credits(text, blocks)
    marked: list[Block] = []
    section = Role.NEWS
    length = [len(text[block.start : block.end].split()) for block in blocks]
    above = list(accumulate(length, initial=0))
    for place, block in enumerate(blocks):
        line = text[block.start : block.end]
        words = length[place]
        if block.role in {Role.CAPTION, Role.CREDIT}:
            marked.append(block)
            continue
        late = place * 2 >= len(blocks) or above[place] * 2 >= above[-1]
        found = _role_of(line, late=late)
        if not place and found is not Role.NOTICE:
            found = Role.NEWS
        label = (
            words <= _LABEL_WORDS and found in {Role.ABOUT, Role.CONTACT} and not is_address(line)
        )
        if block.kind is Kind.HEADING or label:
            section = found
        elif section is Role.CONTACT and words >= _PROSE_WORDS and not is_address(line):
            section = Role.NEWS
        role = section if found is Role.NEWS else found
        marked.append(replace(block, role=role))
    return tuple(marked)


def is_address(line: str) -> bool:
    """Say whether a line gives a telephone number, an e-mail address or a link."""
    return bool(_ADDRESS.search(line))


def is_notice(line: str) -> bool:
    """Say whether a line only says what the text is: "Pressemitteilung Nr. 5", "Sperrfrist: …"."""
    return len(line.split()) <= _HEADING_WORDS and bool(_NOTICE.fullmatch(line))


def _role_of(line: str, *, late: bool) -> Role:
    """Return the role that a line claims by itself, whatever stands above it."""
    words = len(line.split())
    opening = line.partition(":")[0] if ":" in line[:60] else line
    if is_notice(line):
        return Role.NOTICE
    if words <= _CREDIT_WORDS and (_CREDIT.match(line) or "©" in line):
        return Role.CREDIT
    if len(opening.split()) <= _HEADING_WORDS:
        if late and _ABOUT.fullmatch(opening):
            return Role.ABOUT
        if _CONTACT.fullmatch(opening):
            return Role.CONTACT
    return Role.CONTACT if words <= _ADDRESS_WORDS and is_address(line) else Role.NEWS


def find_contacts(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the lines of the press contact, without their headings."""
    return tuple(
        text[block.start : block.end]
        for block in blocks
        if block.role is Role.CONTACT and block.kind is not Kind.HEADING
    )
