"""What the web chat says, in German, French and English.

Fields with braces are ``str.format`` templates. Answers and refusals are not in here: they come
from the assistant, in the language of the question.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word of the interface in one language."""

    code: str
    tagline: str
    interface_language: str
    library_one: str
    library_many: str
    ask_label: str
    ask_placeholder: str
    ask: str
    stop: str
    new: str
    question_heading: str
    welcome: str
    welcome_text: str
    suggestions: str
    suggestion: str
    empty: str
    empty_text: str
    searching: str
    reading: str
    checked: str
    quoted: str
    unverified: str
    refused: str
    nearest: str
    stopped: str
    failed: str
    sources: str
    sources_text: str
    sources_none: str
    besides: str
    source_chip: str
    open_release: str
    show_quote: str
    back: str
    original: str
    gone: str
    changed: str
    copied: str
    copy_answer: str
    copy_citation: str
    retry: str
    undated: str
    note_model: str
    note_quotes: str


ENGLISH = Wording(
    code="en",
    tagline="Answers from press releases, proven word for word",
    interface_language="Language of the interface",
    library_one="1 release",
    library_many="{count} releases",
    ask_label="Your question",
    ask_placeholder="Your question …",
    ask="Ask",
    stop="Stop",
    new="New conversation",
    question_heading="You asked",
    welcome="What would you like to know?",
    welcome_text="Ask in any language. Every sentence of the answer comes with the exact quote it "
    "rests on. If the releases do not say, Beleg says so.",
    suggestions="For example",
    suggestion="What is “{title}” about?",
    empty="There are no press releases yet",
    empty_text="Put .txt or .md files into the folder below; Beleg reads them at the next start, "
    "or as soon as you run “beleg reindex”.",
    searching="Searching the releases …",
    reading="Quotes found. Writing and checking the answer …",
    checked="Checked: every sentence against its quotes",
    quoted="Quoted word for word from the releases",
    unverified="Not verified",
    refused="Not in the releases",
    nearest="The nearest passages",
    stopped="Stopped before the answer was finished.",
    failed="That did not work.",
    sources="Sources",
    sources_text="The exact quotes an answer rests on appear here as soon as they are found.",
    sources_none="No quote comes near this question.",
    besides="Found besides",
    source_chip="Source {number}: {title}",
    open_release="Read it in the release",
    show_quote="Quote {number}",
    back="Back",
    original="Original",
    gone="This release is no longer in the folder. The quote is as it was found.",
    changed="This release has changed since the answer was given. The quote is as it was found.",
    copied="Copied",
    copy_answer="Copy answer with sources",
    copy_citation="Copy citation",
    retry="Ask again",
    undated="no date",
    note_model="Every answer is checked against its quotes. Read them before you print.",
    note_quotes="No chat model is in use: answers are exact quotes.",
)

GERMAN = Wording(
    code="de",
    tagline="Antworten aus Pressemitteilungen, wörtlich belegt",
    interface_language="Sprache der Oberfläche",
    library_one="1 Mitteilung",
    library_many="{count} Mitteilungen",
    ask_label="Ihre Frage",
    ask_placeholder="Ihre Frage …",
    ask="Fragen",
    stop="Anhalten",
    new="Neues Gespräch",
    question_heading="Ihre Frage",
    welcome="Was möchten Sie wissen?",
    welcome_text="Fragen Sie in jeder Sprache. Zu jedem Satz der Antwort gehört das wörtliche "
    "Zitat, auf dem er beruht. Steht es nicht in den Mitteilungen, sagt Beleg das.",
    suggestions="Zum Beispiel",
    suggestion="Worum geht es in „{title}“?",
    empty="Noch keine Pressemitteilungen",
    empty_text="Legen Sie .txt- oder .md-Dateien in den folgenden Ordner; Beleg liest sie beim "
    "nächsten Start oder sobald Sie „beleg reindex“ ausführen.",
    searching="Die Mitteilungen werden durchsucht …",
    reading="Zitate gefunden. Die Antwort wird geschrieben und geprüft …",
    checked="Geprüft: jeder Satz an seinen Zitaten",
    quoted="Wörtlich aus den Mitteilungen zitiert",
    unverified="Nicht belegt",
    refused="Steht nicht in den Mitteilungen",
    nearest="Die nächstliegenden Stellen",
    stopped="Angehalten, bevor die Antwort fertig war.",
    failed="Das hat nicht geklappt.",
    sources="Quellen",
    sources_text="Hier erscheinen die wörtlichen Zitate einer Antwort, sobald sie gefunden sind.",
    sources_none="Keine Stelle kommt dieser Frage nahe.",
    besides="Außerdem gefunden",
    source_chip="Quelle {number}: {title}",
    open_release="In der Mitteilung lesen",
    show_quote="Zitat {number}",
    back="Zurück",
    original="Original",
    gone="Diese Mitteilung liegt nicht mehr im Ordner. Das Zitat steht hier, wie es gefunden "
    "wurde.",
    changed="Diese Mitteilung wurde seit der Antwort geändert. Das Zitat steht hier, wie es "
    "gefunden wurde.",
    copied="Kopiert",
    copy_answer="Antwort mit Quellen kopieren",
    copy_citation="Beleg kopieren",
    retry="Noch einmal fragen",
    undated="ohne Datum",
    note_model="Jede Antwort wird an ihren Zitaten geprüft. Lesen Sie sie vor dem Druck.",
    note_quotes="Es ist kein Sprachmodell in Gebrauch: Antworten sind wörtliche Zitate.",
)

FRENCH = Wording(
    code="fr",
    tagline="Des réponses tirées des communiqués, prouvées mot à mot",
    interface_language="Langue de l’interface",
    library_one="1 communiqué",
    library_many="{count} communiqués",
    ask_label="Votre question",
    ask_placeholder="Votre question…",
    ask="Demander",
    stop="Arrêter",
    new="Nouvelle conversation",
    question_heading="Votre question",
    welcome="Que souhaitez-vous savoir ?",
    welcome_text="Demandez dans toute langue. Chaque phrase de la réponse est accompagnée de la "
    "citation exacte sur laquelle elle repose. Si les communiqués ne le disent pas, Beleg le dit.",
    suggestions="Par exemple",
    suggestion="De quoi parle « {title} » ?",
    empty="Aucun communiqué pour l’instant",
    empty_text="Déposez des fichiers .txt ou .md dans le dossier ci-dessous ; Beleg les lira au "
    "prochain démarrage, ou dès que vous lancerez « beleg reindex ».",
    searching="Recherche dans les communiqués…",
    reading="Citations trouvées. Rédaction et vérification de la réponse…",
    checked="Vérifié : chaque phrase d’après ses citations",
    quoted="Cité mot à mot des communiqués",
    unverified="Non vérifié",
    refused="Absent des communiqués",
    nearest="Les passages les plus proches",
    stopped="Arrêté avant la fin de la réponse.",
    failed="Cela n’a pas fonctionné.",
    sources="Sources",
    sources_text="Les citations exactes d’une réponse apparaissent ici dès qu’elles sont trouvées.",
    sources_none="Aucun passage ne s’approche de cette question.",
    besides="Trouvé en outre",
    source_chip="Source {number} : {title}",
    open_release="Lire dans le communiqué",
    show_quote="Citation {number}",
    back="Retour",
    original="Original",
    gone="Ce communiqué n’est plus dans le dossier. La citation est telle qu’elle a été trouvée.",
    changed="Ce communiqué a changé depuis la réponse. La citation est telle qu’elle a été "
    "trouvée.",
    copied="Copié",
    copy_answer="Copier la réponse et ses sources",
    copy_citation="Copier la citation",
    retry="Redemander",
    undated="sans date",
    note_model="Chaque réponse est vérifiée d’après ses citations. Lisez-les avant de publier.",
    note_quotes="Aucun modèle de langue n’est utilisé : les réponses sont des citations exactes.",
)

WORDINGS = {wording.code: wording for wording in (GERMAN, FRENCH, ENGLISH)}


def wording(preferred: str | None) -> Wording:
    """Return the wording for a browser's language list (``de-DE,fr;q=0.8``), else English.

    The browser's order counts; its weights repeat that order and are not read.
    """
    for entry in (preferred or "").split(","):
        code = entry.split(";")[0].strip().split("-")[0].lower()
        if code in WORDINGS:
            return WORDINGS[code]
    return ENGLISH
