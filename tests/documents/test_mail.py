import textwrap
from datetime import date
from email.message import EmailMessage

import pytest

from documents.errors import ReleaseUnreadable
from documents.read import make_release
from documents.records import PressRelease

BODY = (
    "Die Beispiel AG hat am Freitag in Nancy ein Labor für große Sprachmodelle eröffnet. Es "
    "bietet Platz für 120 Forscherinnen und Forscher und liegt nur wenige Schritte vom Bahnhof."
)


def message(text: str, **heads: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in heads.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def release(mail: EmailMessage) -> PressRelease:
    return make_release("pm.eml", "/pm.eml", ".eml", mail.as_bytes())


def test_subject_sender_and_day_of_sending_are_title_issuer_and_date() -> None:
    found = release(
        message(
            BODY,
            Subject="WG: Pressemitteilung: Neues Labor in Nancy",
            From='"Beispiel AG, Presse" <presse@beispiel.example>',
            Date="Fri, 07 Mar 2025 23:30:00 +0100",
        )
    )
    assert found.title == "Neues Labor in Nancy"
    assert found.issuer == "Beispiel AG, Presse"
    assert found.published == date(2025, 3, 7)


def test_the_dateline_of_the_text_comes_before_the_day_of_sending() -> None:
    mail = message(f"Nancy, 6. März 2025 – {BODY}", Date="Fri, 07 Mar 2025 09:00:00 +0100")
    assert release(mail).published == date(2025, 3, 6)


def test_wrapped_paragraphs_are_joined_and_the_signature_is_cut() -> None:
    text = "\n\n".join([textwrap.fill(BODY, 70), textwrap.fill(BODY, 70)])
    found = release(message(f"{text}\n\n-- \nKarl Kern\nBeispiel AG\n", Subject="x"))
    assert found.text == f"{BODY}\n\n{BODY}"


def test_an_encoding_other_than_utf8_is_decoded() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Eröffnung"
    mail.set_content(BODY, charset="iso-8859-15", cte="quoted-printable")
    found = release(mail)
    assert found.title == "Eröffnung"
    assert found.text == BODY


def test_attachments_are_left_out() -> None:
    mail = message(BODY, Subject="Neues Labor")
    mail.add_attachment(b"%PDF-1.7 secret", maintype="application", subtype="pdf", filename="a.pdf")
    assert release(mail).text == BODY


@pytest.mark.parametrize("sent", ["", "gestern", "Fri, 99 Mar 2025 09:00:00 +0100"])
def test_a_day_of_sending_that_cannot_be_read_is_unknown(sent: str) -> None:
    mail = message(BODY, Subject="Neues Labor")
    raw = b"Date: " + sent.encode() + b"\n" + mail.as_bytes()
    assert make_release("pm.eml", "/pm.eml", ".eml", raw).published is None


def test_a_message_with_only_an_attachment_is_named() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Neues Labor"
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(ReleaseUnreadable, match="damaged or no e-mail"):
        release(mail)
