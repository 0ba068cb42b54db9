"""Draw the sources of an answer: the quotes it rests on, and those found besides."""

from markupsafe import Markup

from assistant.records import Citation
from ui.citation_line import citation_line, copy_button
from ui.conversation import Exchange
from ui.quoted_text import quoted, speaker_line
from ui.translated_quote import Translating
from ui.versions_line import Versions, none_known, versions_line
from ui.visible_text import escaped
from ui.wording import Wording


def quotes_panel(
    place: int,
    exchange: Exchange,
    wording: Wording,
    versions: Versions = none_known,
    *,
    translates: bool = False,
) -> Markup:
    """Return the quotes the answer rests on, numbered, then those that were found besides.

    ``translates`` says whether a chat model is there to translate them.
    """
    if not exchange.quotes:
        hint = wording.searching if exchange.running else wording.sources_none
        return _panel(wording.sources, Markup('<p class="hint">{}</p>').format(hint))
    translating = Translating(place, exchange, translates)
    cards = {
        key: _card(translating, key, quote, wording, versions)
        for key, quote in exchange.quotes.items()
    }
    cited = Markup("").join(card for key, card in cards.items() if key.startswith("c"))
    found = Markup("").join(card for key, card in cards.items() if key.startswith("f"))
    listed = Markup('<ol class="sources">{}</ol>')
    heading = wording.nearest if exchange.refused else wording.sources
    if not cited:
        return _panel(heading, listed.format(found))
    body = listed.format(cited)
    if found and not exchange.refused:
        body += Markup('<h3 class="besides">{}</h3>').format(wording.besides)
        body += listed.format(found)
    return _panel(heading, body)


def _panel(heading: str, body: Markup) -> Markup:
    return Markup(
        '<div class="panel" data-view="quotes"><h2 class="heading" tabindex="-1">{}</h2>{}</div>'
    ).format(heading, body)


def _card(
    translating: Translating, key: str, quote: Citation, wording: Wording, versions: Versions
) -> Markup:
    number = Markup("")
    name = wording.open_release
    if key.startswith("c"):
        number = Markup('<span class="number" aria-hidden="true">{}</span>').format(quote.number)
        name = f"{wording.open_release}: {wording.show_quote.format(number=quote.number)}"
    return Markup(
        '<li class="source">{number}<blockquote lang="{language}" dir="auto">{quote}</blockquote>'
        '{speaker}{translation}<p class="title" lang="{language}" dir="auto">{title}</p>{line}'
        '<div class="row"><button type="button" class="plain" data-event="cite"'
        ' data-exchange="{place}" data-quote="{key}" aria-label="{name}">{read}</button>{copy}'
        "{translate}</div>{versions}</li>"
    ).format(
        versions=versions_line(quote.language, versions(quote.document), wording),
        copy=copy_button(quote, wording),
        number=number,
        language=escaped(quote.language),
        quote=quoted(quote),
        speaker=speaker_line(quote, wording),
        title=escaped(quote.title),
        line=citation_line(quote, quote.date, wording),
        translation=translating.text(quote, wording),
        translate=translating.button(key, quote, wording),
        place=translating.place,
        key=key,
        name=name,
        read=wording.open_release,
    )
