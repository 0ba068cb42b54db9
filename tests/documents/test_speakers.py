import pytest

from documents.passages import split_into_passages
from documents.sentences import split_into_sentences
from tests.documents.making import release_of

CASES: list[tuple[str, str, dict[str, str | None]]] = [
    (
        "de",
        (
            "In ihrer Rede betonte Anna Berg, Ministerin für Forschung: „Wir forschen weiter. Das "
            "hilft allen.“ Danach gab es Kaffee."
        ),
        {"„Wir forschen": "Anna Berg", "Das hilft": "Anna Berg", "Danach": None},
    ),
    (
        "de",
        "Karl Kern, der das Haus leitet, unterstrich den Nutzen: „Es lohnt sich für alle.“",
        {"Karl Kern": None, "„Es lohnt": "Karl Kern"},
    ),
    (
        "de",
        (
            "„Wir sind jetzt alle bereit“, sagte Projektleiterin Dr. Anna Berg. „Jetzt zählt jede "
            "einzelne Woche.“"
        ),
        {"„Wir sind": "Anna Berg", "„Jetzt zählt": "Anna Berg"},
    ),
    (
        "de",
        (
            "Anna Berg leitet das Labor.\n„Das ist ein sehr guter Tag“, so Berg. Sie ergänzte: „Es "
            "geht nun weiter mit uns.“"
        ),
        {"„Das ist": "Anna Berg", "„Es geht": "Anna Berg"},
    ),
    (
        "fr",
        (
            "« C’est un grand jour pour nous », a déclaré M. Pierre Noir, directeur. « Nous avons "
            "attendu longtemps. »"
        ),
        {"« C’est": "Pierre Noir", "« Nous": "Pierre Noir"},
    ),
    (
        "fr",
        "Anne de La Tour, présidente, souligne : « Il faut du temps. Nous en avons. »",
        {"Anne": None, "« Il faut": "Anne de La Tour", "Nous en": "Anne de La Tour"},
    ),
    (
        "en",
        (
            "“We are all ready now,” said Professor Ann Hill of Example University. “Every single "
            "week counts.”"
        ),
        {"“We are": "Ann Hill", "“Every": "Ann Hill"},
    ),
    (
        "en",
        "“We are all ready now,” Ann Hill, head of the lab, said. The room was full.",
        {"“We are": "Ann Hill", "The room": None},
    ),
    (
        "en",
        "The motto of the whole day was “Dare more and ask more”. Nobody objected.",
        {"The motto": None, "Nobody": None},
    ),
    (
        "de",
        "Das Projekt heißt „Künstliche Intelligenz für alle Schulen“. Anna Berg schwieg dazu.",
        {"Das Projekt": None, "Anna Berg": None},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_direct_speech_knows_its_speaker(
    language: str, text: str, expected: dict[str, str | None]
) -> None:
    release = release_of(f"Ein Titel steht hier\n{text}", language)
    found = {
        sentence.text: sentence.speaker
        for passage in split_into_passages(release)
        for sentence in split_into_sentences(passage)
    }
    for beginning, speaker in expected.items():
        speakers = [who for text, who in found.items() if text.startswith(beginning)]
        assert speakers == [speaker], beginning
