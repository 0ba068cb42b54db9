from ui.conversation import Conversation, Conversations, Library, Shown, Stage

ONE, TWO, THREE = ("1" * 32, "2" * 32, "3" * 32)


def test_a_tab_finds_its_conversation_again():
    kept = Conversations()
    kept.of(ONE).begin("Who?")
    assert [exchange.question for exchange in kept.of(ONE).exchanges] == ["Who?"]


def test_two_tabs_never_see_each_other():
    kept = Conversations()
    kept.of(ONE).begin("Who?")
    assert kept.of(TWO).exchanges == []


def test_an_id_that_could_be_guessed_is_not_kept():
    kept = Conversations()
    for guessable in ("", "1", "admin", "1" * 31, "G" * 32):
        kept.of(guessable).begin("Who?")
        assert kept.of(guessable).exchanges == []
    assert len(kept) == 0


def test_the_conversation_that_was_used_least_lately_goes_first():
    kept = Conversations(limit=2)
    for name in (ONE, TWO):
        kept.of(name).begin(name)
    kept.of(ONE)
    kept.of(THREE)
    assert kept.of(ONE).exchanges
    assert len(kept) == 2
    assert not kept.of(TWO).exchanges


def test_a_conversation_ends_when_it_has_rested_too_long():
    now = 0.0
    kept = Conversations(seconds=60, clock=lambda: now)
    kept.of(ONE).begin("Who?")
    now = 59.0
    assert kept.of(ONE).exchanges
    now = 118.0
    kept.of(TWO)
    assert len(kept) == 2
    now = 120.0
    kept.forget()
    assert len(kept) == 1
    now = 180.0
    assert not kept.of(TWO).exchanges
    kept.of(TWO).begin("Where?")
    now = 241.0
    assert not kept.of(TWO).exchanges, "not even its own reader brings it back"


def test_a_place_from_a_browser_may_be_junk():
    conversation = Conversation(ONE)
    begun = conversation.begin("Who?")
    assert conversation.exchange(0) is begun
    for junk in (-1, 1, "0", None, 0.0, [0]):
        assert conversation.exchange(junk) is None


def test_stopping_leaves_what_is_finished():
    conversation = Conversation(ONE)
    conversation.begin("first").stage = Stage.FINISHED
    conversation.begin("second")
    conversation.stop()
    stages = [exchange.stage for exchange in conversation.exchanges]
    assert stages == [Stage.FINISHED, Stage.STOPPED]
    assert conversation.shown == Shown(1)
    conversation.clear()
    assert (conversation.exchanges, conversation.shown) == ([], Library(chosen=False))


def test_conversations_are_kept_as_long_as_the_operator_says():
    assert Conversations.kept(0.5)._seconds == 1_800
    assert Conversations.kept(None)._seconds == 12 * 3_600
