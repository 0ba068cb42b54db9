"""The one settings object: frozen, bounded, passed explicitly; from arguments or BELEG_… ."""

import os
from pathlib import Path
from typing import Any, Self

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from documents.errors import SettingsInvalid

SAMPLE_RELEASES = Path(__file__).resolve().parent.parent / "documents" / "press_releases"
EMBEDDED = "embedded"


class Settings(BaseSettings):
    """What an operator may choose. Each field is also the variable ``BELEG_<FIELD>``.

    ``chat_model`` is ``embedded`` (llama.cpp in this process), ``none`` (answers are quotes), or
    LangChain's ``provider:model``; ``chat_base_url`` and ``chat_api_key`` go with the latter.
    With ``chat_adapter`` the embedded one composes with the corrections that were trained for it.
    ``models`` is a folder to take model files from before any other source.
    ``embedding_model`` is ``embedded``, a sentence-transformers folder or hub name, or LangChain's
    ``provider:model``; the other ``embedding_…`` go with the latter (see ``RemoteModel``).
    ``chroma_url`` and ``chroma_token`` let the index lie on a Chroma server. Without ``refresh``
    nothing is re-indexed unless asked for, without ``watch`` the chat doesn't follow the folder.
    ``reader`` ranks and judges evidence: ``embedded`` (beside the embedded embedding model),
    ``none``, or another one's file. ``answer_threshold`` (0 to 1) is the confidence below which
    Beleg says that the releases don't say. ``answers_kept`` answers stay in memory to be given
    again. Lengths are characters, times seconds.

    Of the web chat: ``base_path`` is where a reverse proxy shows it (``/beleg``), ``auth`` a
    ``user:password`` to ask for, ``auth_header`` a header in which a trusted proxy names the
    user, ``uploads`` whether readers may add releases. ``keep_hours`` is how long conversations
    and feedback are kept at most. ``answers_at_once`` answers are made at a time; up to
    ``queue_limit`` more wait.
    """

    model_config = SettingsConfigDict(env_prefix="BELEG_", frozen=True, extra="forbid")

    documents: Path = SAMPLE_RELEASES
    data: Path = Field(default_factory=lambda: platformdirs.user_data_path("beleg"))
    models: Path | None = None
    embedding_model: str = Field(default=EMBEDDED, min_length=1)
    embedding_base_url: str | None = None
    embedding_api_key: SecretStr | None = None
    embedding_timeout: float = Field(default=60.0, gt=0, le=600)
    embedding_question_prompt: str | None = None
    embedding_text_prompt: str | None = None
    chroma_url: str | None = Field(
        default=None, pattern=r"^https?://[^/\s@]+(/[^/\s]+/[^/\s]+)?/?$"
    )
    chroma_token: SecretStr | None = None
    refresh: bool = True
    watch: bool = True
    chat_model: str = Field(default=EMBEDDED, min_length=1)
    chat_adapter: bool = True
    chat_base_url: str | None = None
    chat_api_key: SecretStr | None = None
    chat_timeout: float = Field(default=60.0, gt=0, le=600)
    threads: int = Field(default_factory=lambda: max(1, os.cpu_count() or 1), ge=1, le=256)
    reader: str = Field(default=EMBEDDED, min_length=1)
    evidence_limit: int = Field(default=6, ge=1, le=20)
    answer_threshold: float = Field(default=0.5, ge=0, le=1)
    question_limit: int = Field(default=2_000, ge=100, le=100_000)
    answers_kept: int = Field(default=256, ge=0, le=100_000)
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65_535)
    base_path: str = Field(default="", pattern=r"^(/[\w.~-]+)*$")
    auth: SecretStr | None = None
    auth_header: str | None = Field(default=None, pattern=r"^[A-Za-z0-9-]+$")
    keep_hours: float | None = Field(default=None, gt=0, le=24 * 366)
    uploads: bool = False
    answers_at_once: int = Field(default=4, ge=1, le=256)
    queue_limit: int = Field(default=64, ge=1, le=10_000)

    @field_validator("auth")
    @classmethod
    def _names_user_and_password(cls, auth: SecretStr | None) -> SecretStr | None:
        if auth is not None:
            user, _, password = auth.get_secret_value().partition(":")
            if not (user and password):
                raise ValueError("it is not of the form user:password")
        return auth

    @classmethod
    def load(cls, **chosen: Any) -> Self:  # noqa: ANN401 - pydantic checks each
        """Return settings from the given values, then the environment, then the defaults.

        A value of ``None`` counts as not given. Raises ``SettingsInvalid`` for an unknown name,
        also an unknown ``BELEG_…`` variable, and for a value out of bounds.
        """
        known = {f"BELEG_{name.upper()}" for name in cls.model_fields}
        for variable in os.environ:
            if variable.startswith("BELEG_") and variable not in known:
                raise SettingsInvalid(
                    f"The variable {variable} is no setting of Beleg.",
                    f"Unset it, or use one of {', '.join(sorted(known))}.",
                )
        try:
            return cls(**{name: value for name, value in chosen.items() if value is not None})
        except ValidationError as exc:
            first = exc.errors()[0]
            name = ".".join(str(part) for part in first["loc"]) or "settings"
            raise SettingsInvalid(
                f"The setting {name} is not usable: {first['msg']}.",
                f"Correct it (as an option or as BELEG_{name.upper()}) and try again.",
            ) from exc
