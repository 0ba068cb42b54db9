import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked_boilerplate import Address, asked_address, boilerplate_named, has_address
from documents.records import Role


@pytest.mark.parametrize(
    "question",
    [
        "Who do I call?",
        "Pressekontakt",
        "contact presse",
        "Quel est le numéro de téléphone d’Anne Noir ?",
        "¿Cuál es el correo electrónico?",
        "Jaki jest numer telefonu?",
        "電話番号は何ですか",
        "رقم الهاتف؟",
        "Какой номер телефона?",
        "Wat is het telefoonnummer?",
    ],
)
def test_a_question_for_a_contact_is_known_by_its_words(question):
    assert Role.CONTACT in boilerplate_named(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many photographs were taken in the contactless lab?",
        "Wie viele Menschen erreichen die Zentren?",
        "What is the reason why the mayor came to the opening of the lab?",
        "Wer diskutierte über die Gigafabriken?",
        "Quelle est la source d’énergie ?",
    ],
)
def test_a_question_about_the_news_names_no_boilerplate(question):
    assert boilerplate_named(question) == frozenset()


@pytest.mark.parametrize(
    "question",
    [
        "Wer hat das Foto gemacht?",
        "Who took the photograph?",
        "Qui a pris la photo ?",
        "¿Quién tomó la foto?",
        "Chi ha scattato la foto?",
        "Kto zrobił zdjęcie?",
        "Wie maakte de foto?",
        "Хто фотограф?",
        "这张照片是谁拍的？",
    ],
)
def test_a_question_for_who_took_the_picture_is_known_by_its_words(question):
    assert Role.CREDIT in boilerplate_named(question)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Wie lautet die E-Mail-Adresse?", Address.EMAIL),
        ("What email address does the press contact have?", Address.EMAIL),
        ("Quel est le numéro de téléphone ?", Address.TELEPHONE),
        ("Jaki jest numer telefonu?", Address.TELEPHONE),
        ("What is the website of the meeting?", Address.WEBSITE),
        ("電話番号は何ですか", Address.TELEPHONE),
        ("Wie sind Telefon und E-Mail?", None),  # both
        ("Wer ist der Pressekontakt?", None),
    ],
)
def test_a_question_tells_which_form_of_address_it_asks_for(question, form):
    assert asked_address(question) is form


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Ada.Roth@talheim.example", {Address.EMAIL}),
        ("Tel.: +49 681 85775 5390", {Address.TELEPHONE}),
        ("Telefon 07131 998-120", {Address.TELEPHONE}),
        ("https://www.talheim.example/bruecke", {Address.WEBSITE}),
        ("www.talheim.example", {Address.WEBSITE}),
        ("Am 5. November 2025 kamen 1.200 Gäste.", set()),
    ],
)
def test_an_address_is_known_by_its_form(text, forms):
    assert {form for form in Address if has_address(text, form)} == forms


@given(st.text())
def test_any_question_may_be_looked_at(question):
    assert boilerplate_named(question) <= set(Role)
