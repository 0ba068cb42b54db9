import pytest
import torch
from transformers import Qwen2Config, Qwen2ForCausalLM

from assistant.chat_model import Message
from assistant.chat_training.generate import Writer
from tests.assistant.chat_training.making import WordTokenizer

START = (Message("system", "Say a b c d e f g."), Message("user", "Hm?"))
ASKED = ["Who came?", "When did they all come to the bridge?", "a"]


class Tokenizer(WordTokenizer):
    def decode(self, ids):
        return self.text([number for number in ids if number < len(self.known)])


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(5)
    config = Qwen2Config(
        vocab_size=64,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=2,
        initializer_range=0.4,
    )
    return Qwen2ForCausalLM(config).eval()


def by_itself(model, tokenizer, asked, end, most):
    """The likeliest reply, a whole prompt read anew for every token."""
    told = [{"role": each.role, "content": each.text} for each in START]
    text = tokenizer.apply_chat_template(
        [*told, {"role": "user", "content": asked}], add_generation_prompt=True, tokenize=False
    )
    ids, said = tokenizer(text, add_special_tokens=False)["input_ids"], []
    for _ in range(most):
        with torch.no_grad():
            said.append(int(model(torch.tensor([ids + said])).logits[0, -1].argmax()))
        if said[-1] == end:
            return tokenizer.decode(said[:-1]).strip()
    return None


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_replies_written_side_by_side_are_those_written_alone(model, batch):
    tokenizer = Tokenizer()
    tokenizer("".join(f"{text} " for text in ASKED), add_special_tokens=False)
    alone = {end: [by_itself(model, tokenizer, a, end, 12) for a in ASKED] for end in range(20)}
    ended = max(alone, key=lambda end: sum(said is not None for said in alone[end]))
    assert any(alone[ended])
    assert Writer(model, tokenizer, ended).replies(START, ASKED, 12, batch) == alone[ended]
