from assistant.chat_training.pairs import read_pairs

ENTRY = """
- id: bridge
  language: de
  title: Neue Brücke
  before: Der Rat hat entschieden.
  evidence: |
    Die Brücke kostet 12 Millionen Euro.
    „Sie wird schön“, sagte Anna Holm. | Anna Holm
  follows: |
    en The bridge costs 12 million euros.
    de Die Brücke kostet 12 Millionen Euro.
  changed: |
    number en The bridge costs 13 million euros.
"""


def test_what_follows_is_confirmed_and_what_was_changed_denied(tmp_path):
    (tmp_path / "bridges.yaml").write_text(ENTRY, encoding="utf-8")
    (tree,) = read_pairs([tmp_path])
    said = [(reply.asked, reply.said) for reply in tree]
    assert [words for _, words in said] == [(("Yes", 1.0),), (("Yes", 1.0),), (("No", 1.0),)]
    assert "Answer: The bridge costs 13 million euros." in said[2][0]
    assert (
        "From “Neue Brücke (6 March 2026)”: Der Rat hat entschieden. Die Brücke kostet 12 Millionen"
        " Euro. „Sie wird schön“, sagte Anna Holm. (Anna Holm)"
    ) in said[0][0]
