"""Draw a quote's translation: the button that asks for one, and what a machine made of it."""

from dataclasses import dataclass

from markupsafe import Markup

from assistant.records import Citation
from ui.conversation import Exchange, place_of
from ui.visible_text import escaped
from ui.wording import Wording


@dataclass(frozen=True, slots=True)
class Translating:
    """What the panel knows of the translations of one exchange's quotes.

    ``possible`` says whether a chat model is there to make them.
    """

    place: int
    exchange: Exchange
    possible: bool

    def button(self, key: str, quote: Citation, wording: Wording) -> Markup:
        """Return the button that asks for a translation, nothing where none is wanted."""
        wanted = self.exchange.language
        known = place_of(quote) in self.exchange.translations
        if not self.possible or known or wanted is None or wanted == quote.language:
            return Markup("")
        return Markup(
            '<button type="button" class="plain" data-event="translate" data-exchange="{}"'
            ' data-quote="{}">{}</button>'
        ).format(self.place, key, wording.translate)

    def text(self, quote: Citation, wording: Wording) -> Markup:
        """Return the translation under its heading, that it is being made, or why there is none."""
        if place_of(quote) not in self.exchange.translations:
            return Markup("")
        made = self.exchange.translations[place_of(quote)]
        if made is None:
            return _block("running", Markup("<p>{}</p>").format(wording.translating))
        if made.text is None:
            # What was wrong with its attempts helps no reader; that no model could be asked does.
            said = (wording.untranslated, *(made.problems if made.model is None else ()))
            lines = (Markup("<p>{}</p>").format(escaped(line)) for line in said)
            return _block("none", Markup("").join(lines))
        return _block(
            "made",
            Markup('<p class="label">{}</p><p lang="{}" dir="auto">{}</p>').format(
                wording.translated, escaped(made.language), escaped(made.text)
            ),
        )


def _block(kind: str, body: Markup) -> Markup:
    return Markup('<div class="translation {}" role="status">{}</div>').format(kind, body)
