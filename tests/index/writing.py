"""Writes releases for tests."""


def write(folder, name, *paragraphs, title="News"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# {title}\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return path


def long(paragraph):
    """Fill a paragraph up, so that it makes a passage of its own."""
    return paragraph + " Nothing else is known so far." * 30
