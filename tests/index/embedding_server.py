"""A real HTTP server of the embeddings protocol, over a real or a fake model."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class EmbeddingServer:
    """Answers ``POST /v1/embeddings``; ``failures`` are statuses to give instead, in order."""

    def __init__(self, embed):
        self.embed = embed
        self.failures = []
        self.requests = []
        self.keys = set()
        self.url = ""

    def answer(self, asked, key):
        self.requests.append(asked["input"])
        self.keys.add(key)
        if self.failures:
            return self.failures.pop(0), {"error": {"message": "not now"}}
        rows = [[float(value) for value in row] for row in self.embed(asked["input"])]
        data = [{"object": "embedding", "index": i, "embedding": row} for i, row in enumerate(rows)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return 200, {"object": "list", "data": data, "model": asked["model"], "usage": usage}


@contextmanager
def serving(embed):
    """Run an ``EmbeddingServer`` over ``embed`` (texts to rows) while the block lasts."""
    server = EmbeddingServer(embed)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            assert self.path == "/v1/embeddings"
            status, answer = server.answer(asked, self.headers["authorization"])
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.url = f"http://127.0.0.1:{listening.server_port}/v1"
        thread = Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
