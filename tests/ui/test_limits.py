"""Questions limited to chosen releases and to days."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.fake_assistant import BRIDGE, CHOIR, RELEASES, FakeAssistant
from tests.ui.page_reader import assert_only_our_markup, read
from ui.chat_events import ChatEvents
from ui.limits import Limits, day_named, limits_bar
from ui.wording import ENGLISH

READER = "a" * 32
COST = "Was kostete die neue Brücke?"
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 9))
RELEASED = st.lists(st.none() | DAYS, max_size=6).map(
    lambda days: [
        dataclasses.replace(BRIDGE, id=f"{place}.txt", published=day)
        for place, day in enumerate(days)
    ]
)


@given(RELEASED, st.none() | DAYS, st.none() | DAYS, st.frozensets(st.integers(0, 7).map(str)))
def test_the_limits_hold_exactly_the_releases_they_name(releases, since, until, chosen):
    limits = Limits(frozenset(f"{place}.txt" for place in chosen), since, until)
    among = limits.among(releases)
    if not chosen and since is None and until is None:
        assert among is None
        return
    for release in releases:
        wanted = not chosen or release.id in limits.chosen
        if since is not None:
            wanted = wanted and release.published is not None and release.published >= since
        if until is not None:
            wanted = wanted and release.published is not None and release.published <= until
        assert (release.id in among) is wanted


@pytest.mark.parametrize("junk", ["", "yesterday", "2026-02-30", None, 5, "2026-03-02T00:00"])
def test_only_a_day_names_a_day(junk):
    assert day_named("2026-03-02") == date(2026, 3, 2)
    assert day_named(junk) is None


def test_an_answer_comes_only_from_the_chosen_releases_until_the_chip_is_removed():
    events = ChatEvents(FakeAssistant())
    chosen = events.choose(READER, CHOIR.id)
    assert f"Only: {CHOIR.title}" in read(chosen.limits).text
    *_, refused = events.ask(READER, COST)
    assert "Das steht nicht in den Mitteilungen." in read(refused.talk).text
    assert ENGLISH.asked_of.format(count=ENGLISH.library_one) in read(refused.talk).text
    assert BRIDGE.title not in read(refused.sources).text
    assert events.choose(READER, CHOIR.id).limits == ""
    *_, answered = events.ask(READER, COST)
    assert ENGLISH.checked in answered.talk


def test_days_limit_questions_and_say_how_many_releases_are_left():
    events = ChatEvents(FakeAssistant())
    events.since(READER, "2026-01-01")
    events.library(READER)
    views = events.until(READER, "2026-03-02")
    assert len(read(views.sources).entries) == 2
    assert "1 January 2026 – 2 March 2026 (2 releases)" in read(views.limits).text
    none = events.until(READER, "2026-02-01")
    assert "(0 releases)" in read(none.limits).text
    assert read(none.sources).entries == []
    *_, last = events.ask(READER, COST)
    assert ENGLISH.sources_none in read(last.talk).text
    assert events.anytime(READER).limits == ""


def test_many_chosen_releases_share_one_chip():
    many = [dataclasses.replace(BRIDGE, id=f"{place}.txt") for place in range(5)]
    limits = Limits(frozenset(release.id for release in many))
    page = read(limits_bar(limits, many, ENGLISH, editing=False))
    assert_only_our_markup(page)
    assert ENGLISH.only_many.format(count=5) in page.text
    assert page.attributes["data-event"] == ["unchoose"]


def test_a_chosen_release_can_be_let_go_although_it_is_no_longer_there():
    assistant = FakeAssistant()
    events = ChatEvents(assistant)
    events.choose(READER, CHOIR.id)
    assistant._releases = (BRIDGE,)
    assert events.unchoose(READER).limits == ""
    assert events.choose(READER, "nowhere.txt").limits == ""
    assert events.choose(READER, None).limits == ""
    assert len(RELEASES) == 2
