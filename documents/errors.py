"""Every error of Beleg, in one tree.

    BelegError
    ├── InputError                   what was given cannot be used         (exit code 2)
    │   ├── FolderUnusable           the documents folder is missing or not a folder
    │   ├── ReleaseUnreadable        one file or address is no readable press release
    │   ├── QuestionUnusable         the question is empty or far too long
    │   ├── QuestionsUnreadable      a file of questions with known answers is no such file
    │   ├── SettingsInvalid          a setting is unknown or out of bounds
    │   └── PortInUse                the web chat's port is taken
    └── ServiceError                 a part Beleg needs does not work      (exit code 3)
        ├── DataFolderUnusable       the data folder cannot be written
        ├── ModelFileMissing         a model file is nowhere to be had
        ├── ModelFileCorrupt         a model file is not the pinned one
        ├── ChatModelUnavailable     the chat model cannot be reached or started
        ├── EmbeddingModelUnavailable  the embedding server cannot be reached or used
        ├── IndexUnavailable         the vector store cannot be opened, read or written
        ├── IndexBusy                another re-index holds the lock
        └── IndexModelMismatch       the index was built with another embedding model

A message is one or two plain sentences for the person at the screen: what happened, then the
remedy. Third-party exceptions become one of these where they cross into our code.
"""


class BelegError(Exception):
    """Root of every error that Beleg raises on purpose.

    ``problem`` says what happened, ``remedy`` what the reader can do next; ``str()`` is both.
    """

    exit_code = 3

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


class InputError(BelegError):
    """What the user gave cannot be used as it is."""

    exit_code = 2


class FolderUnusable(InputError):
    """The documents folder is missing, is not a folder, or may not be read."""


class ReleaseUnreadable(InputError):
    """One file or address does not yield a press release; the others still do."""


class QuestionUnusable(InputError):
    """The question is empty or longer than any question."""


class QuestionsUnreadable(InputError):
    """A file of questions with known answers, for measuring or training, is no such file."""


class SettingsInvalid(InputError):
    """A setting is unknown, of the wrong type, or out of its bounds."""


class PortInUse(InputError):
    """Another program already listens where the web chat should."""


class ServiceError(BelegError):
    """A part that Beleg needs does not work on this machine right now."""


class DataFolderUnusable(ServiceError):
    """The folder for the index and the model files cannot be written."""


class ModelFileMissing(ServiceError):
    """A pinned model file is neither on disk nor to be had from any source."""


class ModelFileCorrupt(ServiceError):
    """A model file's bytes are not the pinned ones."""


class ChatModelUnavailable(ServiceError):
    """The chat model cannot be started or reached, or broke off."""


class EmbeddingModelUnavailable(ServiceError):
    """The server of the embedding model cannot be reached, or doesn't give vectors."""


class IndexUnavailable(ServiceError):
    """The vector store cannot be opened, read or written."""


class IndexBusy(ServiceError):
    """Another process is re-indexing this index."""


class IndexModelMismatch(ServiceError):
    """The index holds vectors of another embedding model than the one in use."""
