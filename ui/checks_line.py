"""Say under a statement in plain words which checks it has passed, and what each compared."""

from markupsafe import Markup

from assistant.records import CheckHeld, Statement
from ui.visible_text import escaped
from ui.wording import Wording


def checks_line(statement: Statement, wording: Wording) -> Markup:
    """Return "numbers ✓ · names ✓"; hovering or focusing one tells what was compared.

    A statement that is not supported, or that nothing was checked of, has no such line.
    """
    if not statement.supported or not statement.checks:
        return Markup("")
    separator = Markup(' <span aria-hidden="true">·</span> ')
    drawn = separator.join(_check(check, wording) for check in statement.checks)
    return Markup('<span class="checks" lang="{}" dir="ltr">{}</span>').format(wording.code, drawn)


def _check(check: CheckHeld, wording: Wording) -> Markup:
    name = wording.check_name(check.name)
    sign = Markup('{} <span class="held" aria-hidden="true">✓</span>').format(escaped(name))
    if not check.compared:
        return Markup('<span class="check">{}</span>').format(sign)
    told = wording.compared.format(compared=" · ".join(check.compared))
    return Markup(
        '<button type="button" class="check" aria-label="{name}: {told}">{sign}</button>'
        '<span class="peek" aria-hidden="true" dir="auto">{told}</span>'
    ).format(name=escaped(name), told=escaped(told), sign=sign)
