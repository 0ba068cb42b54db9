import json

from index.reader_training.renderings import read_renderings


def test_renderings_are_read_by_the_question_s_id(tmp_path):
    file = tmp_path / "renderings.jsonl"
    texts = {"de": "Wer?", "es": "¿Quién?"}
    rows = [{"id": "a", "language": code, "text": text} for code, text in texts.items()]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read_renderings(file) == {"a": [("de", "Wer?"), ("es", "¿Quién?")]}
