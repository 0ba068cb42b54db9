"""Making small releases for tests."""

from documents.blocks import find_blocks
from documents.records import PressRelease


def release_of(text: str, language: str = "de", **known: object) -> PressRelease:
    """Return a release with the given normalised text and blocks as in a plain text file."""
    values: dict[str, object] = {
        "id": "probe.txt",
        "title": text.split("\n", maxsplit=1)[0],
        "text": text,
        "language": language,
        "published": None,
        "issuer": None,
        "url": None,
        "source": "/probe.txt",
        "content_hash": "0" * 64,
        "blocks": find_blocks(text),
    }
    return PressRelease(**(values | known))  # type: ignore[arg-type]
