"""A mail server for the tests, the one wire that is faked: it keeps what it is given, and can fall silent half way."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine. `silent` set: takes a whole message and never says yes."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.messages: list[Message] = []
        self.silent = threading.Event()
        self.holding = threading.Event()
        self.arrived = threading.Condition()

    @property
    def url(self) -> str:
        """As the settings read it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.shutdown()
        self.server_close()

    def take(self, raw: bytes) -> None:
        """Keep a message and wake whoever waits."""
        with self.arrived:
            self.messages.append(message_from_bytes(raw))
            self.arrived.notify_all()

    def wait_for(self, count: int, seconds: float) -> bool:
        """Whether so many different messages have arrived within that time; one that comes twice counts once."""
        with self.arrived:
            return self.arrived.wait_for(lambda: len({str(m["Message-ID"]) for m in self.messages}) >= count, seconds)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed breaks off its conversation, which is what the drills are about."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self._message()
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def _message(self) -> None:
        raw = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            raw += line
        if self.server.silent.is_set():
            self.server.holding.set()
            self.rfile.read()  # until the other side is gone
            return
        self.server.take(raw)
        self.say("250 taken")
