import pytest

from documents.blocks import find_blocks
from documents.boilerplate import find_contacts, mark_roles
from documents.records import Role

NEWS = "Die Beispiel AG hat heute in Nancy ein neues Labor eröffnet, und sehr viele kamen dorthin."
PROSE = (
    "Die Beispiel AG entwickelt seit 1988 Software für Krankenhäuser, beschäftigt an vier "
    "Standorten rund 300 Menschen und gehört zur Hälfte ihren Gründern, die bis heute im "
    "Aufsichtsrat sitzen und über jede größere Entscheidung mitbestimmen."
)


def roles_of(*lines: str) -> dict[str, Role]:
    text = "\n".join(lines)
    return {text[b.start : b.end]: b.role for b in mark_roles(text, find_blocks(text))}


@pytest.mark.parametrize(
    "heading",
    [
        "Über die Beispiel AG",
        "Über uns",
        "Über das DFKI",
        "À propos d’Inria",
        "About Inria",
        "About the Example Group",
        "À propos de la Fondation Exemple",
        "Zum Unternehmen",
    ],
)
def test_what_a_house_says_about_itself_is_marked(heading: str) -> None:
    roles = roles_of("Ein Titel steht hier", NEWS, heading, PROSE)
    assert roles[PROSE] is Role.ABOUT
    assert roles[NEWS] is Role.NEWS


@pytest.mark.parametrize(
    "heading",
    [
        "Über 500 Gäste feiern in Nancy",
        "Über die Zukunft der Arbeit von morgen früh",
        "About 500 guests came to Nancy",
        "Kontakte nach Frankreich werden wichtiger als je zuvor und alle sind dabei",
        "Quellen der Saar liegen trocken",
    ],
)
def test_a_heading_of_the_news_is_not_taken_for_boilerplate(heading: str) -> None:
    roles = roles_of("Ein Titel steht hier", NEWS, heading, PROSE)
    assert roles[PROSE] is Role.NEWS


@pytest.mark.parametrize(
    "heading",
    [
        "Pressekontakt:",
        "Pressekontakt",
        "Kontakt",
        "Contact presse",
        "Press contact",
        "Media contacts",
        "Rückfragen an",
    ],
)
def test_contacts_are_marked_and_listed_with_and_without_a_heading(heading: str) -> None:
    lines = [heading, "Karl Kern, M.A.", "Beispiel AG", "Telefon: +49 681 1234567"]
    text = "\n".join(["Ein Titel steht hier", NEWS, *lines])
    blocks = mark_roles(text, find_blocks(text))
    assert [block.role for block in blocks] == [Role.NEWS, Role.NEWS, *[Role.CONTACT] * 4]
    assert lines[1:] == [line for line in find_contacts(text, blocks) if line in lines[1:]]


def test_news_goes_on_after_a_contact_in_its_middle() -> None:
    contact = "Telefon: +49 681 1234567"
    roles = roles_of("Ein Titel steht hier", "Pressekontakt", contact, NEWS + " " + PROSE)
    assert roles[contact] is Role.CONTACT
    assert roles[NEWS + " " + PROSE] is Role.NEWS


@pytest.mark.parametrize(
    "line",
    [
        "Foto: Beispiel AG / K. Blum",
        "© Beispiel AG",
        "Crédit photo : Exemple",
        "Bildnachweis: Stadt Nancy",
        "Photo: Example",
    ],
)
def test_photo_credits_are_marked(line: str) -> None:
    assert roles_of("Ein Titel steht hier", line, NEWS)[line] is Role.CREDIT


@pytest.mark.parametrize(
    "line",
    [
        "PRESSEMITTEILUNG",
        "Pressemitteilung Nr. 12/2025",
        "Communiqué de presse",
        "For immediate release",
        "Sperrfrist: 8. März 2025, 10 Uhr",
        "###",
        "- Ende -",
    ],
)
def test_notices_are_marked_and_never_the_headline(line: str) -> None:
    text = f"{line}\nEin Titel steht hier\n{NEWS}"
    blocks = mark_roles(text, find_blocks(text))
    assert [block.role for block in blocks] == [Role.NOTICE, Role.NEWS, Role.NEWS]


def test_a_short_release_says_who_sent_it_right_after_its_news() -> None:
    heading, contact = (
        "About the Coast Trust",
        ["Press contact", "Ann Black", "Phone: +44 1 234 567"],
    )
    roles = roles_of("A title stands here", NEWS, NEWS + " " + NEWS, heading, PROSE, *contact)
    assert roles[PROSE] is Role.ABOUT
