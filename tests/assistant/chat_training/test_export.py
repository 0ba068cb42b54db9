import gguf
import numpy as np
import torch

from assistant.chat_training.export import write_adapter


def test_the_adapter_s_file_holds_the_corrections_and_what_they_were_trained_on(tmp_path):
    down, up = torch.arange(6.0).reshape(2, 3), torch.ones(4, 2)
    corrections = {"blk.0.attn_q.weight.lora_a": down, "blk.0.attn_q.weight.lora_b": up}
    write_adapter(tmp_path / "a.gguf", corrections, 2, {"data": "two files"})
    reader = gguf.GGUFReader(tmp_path / "a.gguf")
    read = {tensor.name: tensor.data for tensor in reader.tensors}
    assert np.array_equal(read["blk.0.attn_q.weight.lora_a"], down.numpy())
    assert np.array_equal(read["blk.0.attn_q.weight.lora_b"], up.numpy())
    assert reader.fields["adapter.lora.alpha"].contents() == 2.0
    assert reader.fields["beleg.data"].contents() == "two files"
    assert [path.name for path in tmp_path.iterdir()] == ["a.gguf"]
