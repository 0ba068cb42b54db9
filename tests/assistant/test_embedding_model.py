from assistant.embedding_model import open_embedder
from assistant.settings import Settings
from index import JoinedEmbedder, ModelStore, RemoteEmbedder, SentenceTransformerEmbedder


def test_the_settings_choose_between_this_process_and_a_server(tmp_path):
    store = ModelStore(tmp_path)
    assert isinstance(open_embedder(Settings(), store), JoinedEmbedder)
    for model in (str(tmp_path), "intfloat/multilingual-e5-small"):
        settings = Settings(embedding_model=model)
        assert isinstance(open_embedder(settings, store), SentenceTransformerEmbedder)
    settings = Settings(
        embedding_model="openai:e5",
        embedding_base_url="http://127.0.0.1:9/v1",
        embedding_api_key="sk-do-not-tell-anyone",
        embedding_text_prompt="",
        embedding_timeout=5,
    )
    embedder = open_embedder(settings, store)
    assert isinstance(embedder, RemoteEmbedder)
    assert embedder._model.api_key == "sk-do-not-tell-anyone"
    assert embedder._model.prompts == ("query: ", "")
    assert embedder._model.timeout == 5
