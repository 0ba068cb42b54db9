"""E-mail: the release in a message."""

import email
import email.policy
import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from documents.blocks import find_blocks
from documents.decode import decode
from documents.details import Details
from documents.errors import ReleaseUnreadable
from documents.html import read_html
from documents.normalise import normalise
from documents.plain import unwrap
from documents.reading import Reading, damaged, no_text

_PREFIX = re.compile(
    r"(?:(?:re|aw|wg|fwd?|tr)\s?:|(?:pressemitteilung|medienmitteilung|pm|press release"
    r"|communiqué(?: de presse)?|cp)\s?[:|–—-])\s*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"\n-- ?\n")


def read_mail(content: bytes, document: str) -> Reading:
    """Return the text of a message: its HTML part where that holds an article, else its plain one.

    The subject is the title, the day it was sent the date, the sender's name the issuer;
    attachments are left out. Raises ``ReleaseUnreadable``.
    """
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        details = _details(message)
        plain = _part(message, "plain", document)
        page = _part(message, "html", document)
    except Exception as exc:
        raise damaged(document, "e-mail") from exc
    if not message.keys() or (plain is None and page is None):
        raise damaged(document, "e-mail")
    if page:
        try:
            reading = read_html(page, document)
        except ReleaseUnreadable:
            if not plain:
                raise
        else:
            details = details.or_else(reading.details)
            return Reading(reading.text, reading.blocks, details)
    text = unwrap(normalise(_SIGNATURE.split(plain or "")[0]))
    if not text:
        raise no_text(document)
    return Reading(text, find_blocks(text), details)


def _details(message: EmailMessage) -> Details:
    subject = " ".join(str(message.get("Subject") or "").split())
    while match := _PREFIX.match(subject):
        subject = subject[match.end() :]
    sender = message.get("From")
    addresses = getattr(sender, "addresses", ())
    sent = message.get("Date")
    published = None
    if sent:
        try:
            published = parsedate_to_datetime(str(sent)).date()
        except (ValueError, TypeError, IndexError):
            published = None
    return Details(
        title=subject or None,
        published=published,
        issuer=(addresses[0].display_name or None) if addresses else None,
    )


def _part(message: EmailMessage, kind: str, document: str) -> str | None:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return None
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    return decode(payload, document, part.get_content_charset())
