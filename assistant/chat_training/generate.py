"""The chat model in torch writing many replies at once, each the likeliest.

The prompts begin alike: what they share is read once. A graphics card writes a thousand short
replies in some seconds.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import torch

from assistant.chat_model import Message
from assistant.chat_training.rows import chat_text


class Writer:
    """A model and its tokenizer; ``end`` is the token that ends a reply."""

    def __init__(self, model: Any, tokenizer: Any, end: int, device: str = "cpu") -> None:  # noqa: ANN401
        self._model, self._tokenizer, self._end, self._device = model, tokenizer, end, device

    def replies(
        self, start: Sequence[Message], asked: Sequence[str], most: int, batch: int
    ) -> list[str | None]:
        """Return the reply to each last message; ``None`` for one not ended after ``most`` tokens.

        ``batch`` are read side by side.
        """
        lead, before, after = chat_text(self._tokenizer, start)
        prefix = self._encode(lead)
        ids = [self._encode(f"{before}{text}{after}") for text in asked]
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        said: list[str | None] = [None] * len(ids)
        for first in range(0, len(order), batch):
            places = order[first : first + batch]
            written = self._write(prefix, [ids[place] for place in places], most)
            for place, reply in zip(places, written, strict=True):
                said[place] = reply
        return said

    @torch.no_grad()
    def _write(
        self, prefix: Sequence[int], asked: Sequence[Sequence[int]], most: int
    ) -> Iterator[str | None]:
        """Return the replies to some last messages, which are padded on the left."""
        cache, longest = self._after(prefix, len(asked)), max(map(len, asked))
        padding = torch.tensor([longest - len(ids) for ids in asked], device=self._device)
        read = torch.tensor(
            [[self._end] * (longest - len(ids)) + list(ids) for ids in asked], device=self._device
        )
        order = torch.arange(longest, device=self._device)
        real = order[None] >= padding[:, None]
        sees = (order[None, :, None] >= order[None, None, :]) & real[:, None, :]
        sees |= torch.eye(longest, dtype=torch.bool, device=self._device)[None]  # or nothing at all
        shared = torch.ones(len(asked), longest, len(prefix), dtype=torch.bool, device=self._device)
        mask = torch.cat([shared, sees], dim=2)
        positions = len(prefix) + (order[None] - padding[:, None]).clamp(min=0)
        ended = torch.zeros(len(asked), dtype=torch.bool, device=self._device)
        said = []
        for _ in range(most):
            scores = self._model(
                input_ids=read,
                position_ids=positions,
                attention_mask=mask[:, None],
                past_key_values=cache,
                logits_to_keep=1,
            ).logits[:, -1]
            read = scores.argmax(-1).masked_fill(ended, self._end)[:, None]
            said.append(read[:, 0])
            ended |= read[:, 0] == self._end
            if bool(ended.all()):
                break
            positions = positions[:, -1:] + 1
            mask = torch.nn.functional.pad(mask[:, -1:], (0, 1), value=True)
        return map(self._decode, torch.stack(said, dim=1).tolist())

    def _after(self, prefix: Sequence[int], count: int) -> Any:  # noqa: ANN401
        """Return the keys and values of what all prompts begin with, for so many of them."""
        from transformers import DynamicCache

        ids = torch.tensor([list(prefix)], device=self._device)
        read = self._model.model(input_ids=ids, use_cache=True).past_key_values
        kept = DynamicCache()
        for number, layer in enumerate(read.layers):
            kept.update(*(each.expand(count, -1, -1, -1) for each in (layer.keys, layer.values)),
                        number)  # fmt: skip
        return kept

    def _decode(self, ids: Sequence[int]) -> str | None:
        if self._end not in ids:
            return None
        text: str = self._tokenizer.decode(ids[: ids.index(self._end)])
        return text.strip()

    def _encode(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return ids
