import json

from typer.testing import CliRunner

from index.reader_training.prepare import commands

ANSWER = {"text": "12", "answer_start": 11}
QUESTION = {"id": 1, "question": "Hva?", "answers": [ANSWER]}
PARAGRAPH = {"context": "Den kostet 12 kroner.", "qas": [QUESTION]}


def test_files_become_one_file_of_questions(tmp_path):
    files = [tmp_path / "1.json", tmp_path / "2.json"]
    for file in files:
        file.write_text(json.dumps({"data": [{"title": "Pris", "paragraphs": [PARAGRAPH]}]}))
    output = tmp_path / "out.json"
    asked = ["squad", *map(str, files), "--output", str(output), "--prefix", "no"]
    done = CliRunner().invoke(commands, asked)
    assert done.exit_code == 0
    assert "2 articles, 2 paragraphs, 2 questions" in done.output.replace("\n", " ")
    written = json.loads(output.read_text())["data"]
    assert [a["paragraphs"][0]["qas"][0]["id"] for a in written] == ["no1", "no2"]
