"""A chat model's server in miniature: it speaks the OpenAI protocol, or fails to."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ChatServer(ThreadingHTTPServer):
    """Answers every question with ``words``, in the manner of ``behaviour``.

    ``well`` streams them; ``garbage`` streams something else; ``page`` sends a web page;
    ``hangs up`` closes in the middle; ``slow`` waits before it says anything; a number is the
    status of an error that repeats the request's key, as careless servers do. ``requests`` holds
    the bodies it received.
    """

    daemon_threads = True

    def __init__(self, behaviour, words=("Yes. ", "It ", "rains. ", "[1]")):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = behaviour
        self.words = words
        self.requests = []
        self.released = threading.Event()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append(json.loads(body))
        behaviour = self.server.behaviour
        if isinstance(behaviour, int):
            said = json.dumps({"error": {"message": self.headers["Authorization"]}})
            return self._send(behaviour, "application/json", said)
        if behaviour == "page":
            return self._send(200, "text/html", "<html>Sign in, please.</html>")
        if behaviour == "slow":
            self.server.released.wait(10)
            return None
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for word in self.server.words:
            self._chunk(f"data: {json.dumps(_delta(word))}\n\n")
            if behaviour == "garbage":
                self._chunk("data: {]]] \n\n")
            if behaviour == "hangs up":
                self.close_connection = True
                return None
            time.sleep(0.001)
        self._chunk("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")
        return None

    def _chunk(self, text):
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _send(self, status, kind, text):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        """Say nothing."""


def _delta(word):
    return {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "test",
        "choices": [{"index": 0, "delta": {"role": "assistant", "content": word}}],
    }


@contextmanager
def chat_server(behaviour, **options):
    """Run a ``ChatServer`` in a thread; yield it."""
    with ChatServer(behaviour, **options) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
