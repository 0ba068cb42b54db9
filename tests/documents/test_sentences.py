import pytest

from documents.passages import split_into_passages
from documents.records import Kind
from documents.sentences import split_into_sentences
from tests.documents.making import release_of


def sentences_of(text: str, language: str = "de") -> list[str]:
    return [
        sentence.text
        for passage in split_into_passages(release_of(text, language))
        for sentence in split_into_sentences(passage)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Am 5. und 6. November kamen alle.",
        "Die Zentren sind ScaDS.AI Dresden/Leipzig und das MCML.",
        "Das sagte Dr. Ferri am 03.-04. November in Kopenhagen.",
        "Heike Leonhard, M.A., hilft gern.",
        "Moderiert von Andreas Schepers.diskutierten sie lange.",
    ],
)
def test_a_full_stop_that_ends_no_sentence_parts_nothing(sentence: str) -> None:
    assert sentences_of(f"Ein Titel steht oben\n{sentence} Danach war Schluss.")[1:] == [
        sentence,
        "Danach war Schluss.",
    ]


def test_a_quotation_of_several_sentences_is_split_and_keeps_its_marks() -> None:
    text = "Ein Titel\nSie betonte: „Wir forschen. Das hilft allen.“ Dann ging sie."
    assert sentences_of(text)[1:] == [
        "Sie betonte:",
        "„Wir forschen.",
        "Das hilft allen.“",
        "Dann ging sie.",
    ]


def test_headings_and_list_items_are_sentences_without_their_markers() -> None:
    text = "Ein Titel\nDie Ziele sind\n• mehr Forschung\n• mehr Lehre\n1. und noch mehr"
    passages = split_into_passages(release_of(text))
    found = [s for passage in passages for s in split_into_sentences(passage)]
    assert [s.text for s in found][-3:] == ["mehr Forschung", "mehr Lehre", "und noch mehr"]
    assert found[0].kind is Kind.HEADING
    assert found[-1].kind is Kind.LIST_ITEM
