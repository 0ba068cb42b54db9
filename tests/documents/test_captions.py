from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import find_blocks
from documents.boilerplate import mark_roles
from documents.captions import part_credits
from documents.records import Role

TITLE = "Ein Titel steht hier"
NEWS = "Die Beispiel AG hat heute in Nancy ein neues Labor eröffnet, und sehr viele kamen dorthin."
SEEN = "Ministerin Anna Berg, Bürgermeister Karl Kern und die Gäste vor dem neuen Labor"


def roles_of(*lines: str) -> list[tuple[str, Role]]:
    text = "\n".join(lines)
    return [
        (text[block.start : block.end], block.role) for block in mark_roles(text, find_blocks(text))
    ]


@pytest.mark.parametrize(
    "credit",
    [
        "© Beispiel AG / K. Blum",
        "Foto: K. Blum",
        "(Foto: Beispiel AG)",
        "(© K. Blum)",
        "Photo : Exemple",
        "Crédit photo : Exemple / Anne Noir",
        "(c) K. Blum",
    ],
)
def test_a_caption_and_who_took_the_picture_are_told_apart(credit: str) -> None:
    assert roles_of(TITLE, f"{SEEN} {credit}", NEWS) == [
        (TITLE, Role.NEWS),
        (SEEN, Role.CAPTION),
        (credit, Role.CREDIT),
        (NEWS, Role.NEWS),
    ]


@pytest.mark.parametrize("opening", ["Bildunterschrift:", "Légende :", "Caption:", "Zum Bild:"])
def test_what_is_called_a_caption_is_one(opening: str) -> None:
    line = f"{opening} {SEEN} in Nancy, mit allen, die das Labor von heute an nutzen wollen"
    assert (line, Role.CAPTION) in roles_of(TITLE, line, NEWS)


@pytest.mark.parametrize(
    "line",
    [
        NEWS,
        "Auf dem Foto: nichts als Nebel, der sich über das ganze Tal bis an den Fluss legte.",
        " ".join(["Viele kamen."] * 40) + " © K. Blum",
        f"{NEWS} Foto: alles, was man an diesem Tag im Labor zwischen zehn und zwölf Uhr sah",
    ],
)
def test_what_only_has_such_a_word_stays_whole(line: str) -> None:
    assert (line, Role.NEWS) in roles_of(TITLE, line, NEWS)


def test_the_headline_is_never_a_caption() -> None:
    title = "Ein Labor für Nancy (Foto: K. Blum)"
    assert roles_of(title, NEWS)[0] == (title, Role.NEWS)


@given(st.text(st.sampled_from("Foto: ©()\nab ."), max_size=80))
def test_parting_loses_nothing_but_blanks(text: str) -> None:
    blocks = find_blocks(text)
    parted = part_credits(text, blocks)
    assert all(one.end <= other.start for one, other in pairwise(parted))
    told = "".join(text[block.start : block.end] for block in blocks)
    kept = "".join(text[block.start : block.end] for block in parted)
    assert "".join(kept.split()) == "".join(told.split())
