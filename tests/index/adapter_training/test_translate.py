import shutil

import pytest

from index.adapter_training.translate import main, read_translations, translate
from index.reader_training.questions import Question

needs_apertium = pytest.mark.skipif(
    not shutil.which("apertium"), reason="needs the apertium command, which only training uses"
)


def asked(text, language):
    return Question("1", text, language, 0, ())


def test_a_language_without_a_mode_is_left_out():
    assert translate([asked("Wer war das?", "de")]) == {}


def test_translations_are_read_as_they_were_written(tmp_path):
    path = tmp_path / "translations.json"
    path.write_text('{"Who?": "¿Quién?"}', "utf-8")
    assert read_translations(path) == {"Who?": "¿Quién?"}


@needs_apertium
def test_questions_are_translated_line_by_line():
    found = translate([asked("How many  houses?", "en"), asked("Combien de maisons ?", "fr")])
    assert list(found) == ["How many houses?", "Combien de maisons ?"]
    assert all("casas" in words for words in found.values())


@needs_apertium
def test_the_command_writes_what_training_reads(tmp_path):
    data = tmp_path / "questions.json"
    data.write_text(
        '{"data": [{"title": "Houses", "paragraphs": [{"context": "Ten houses.", "qas": ['
        '{"id": "1", "question": "How many houses?", "answers": []}]}]}]}',
        "utf-8",
    )
    main([f"{data}:en"], tmp_path / "out.json")
    assert "casas" in read_translations(tmp_path / "out.json")["How many houses?"]
