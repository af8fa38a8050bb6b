"""A mail server for the tests, the one wire that is faked: it keeps what it is given, and can be ill in many ways."""

import contextlib
import socket
import socketserver
import threading
from email import message_from_bytes
from email.message import Message
from typing import Any

# How it can be ill: what it says to each word, where that is not "yes". Each of these keeps nothing.
REFUSALS = {
    "busy": {b"": "421 come back later"},
    "greylisted": {b"RCPT": "451 try again later"},
    "unknown": {b"RCPT": "550 no such person"},
    "full": {b".": "452 no room for it"},
    "refused": {b".": "554 not from you"},
    "garbled": {b"EHLO": "what?", b"HELO": "what?"},
}


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine. `silent` set: takes a whole message and never says yes.

    `illness` is one of REFUSALS, or "half-closed" (takes a message and hangs up), "gone" (hangs up at once), "slow" (every
    answer takes `delay` seconds) or "" for none.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.messages: list[Message] = []
        self.illness = ""
        self.delay = 0.0
        self.calls = 0
        self.held: list[socket.socket] = []
        self.closing = threading.Event()
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
        self.closing.set()
        self.shutdown()
        self.server_close()

    def take(self, raw: bytes) -> None:
        """Keep a message and wake whoever waits."""
        with self.arrived:
            self.messages.append(message_from_bytes(raw))
            self.arrived.notify_all()

    def hang_up(self) -> None:
        """Break off every conversation in which it fell silent."""
        while self.held:
            with contextlib.suppress(OSError):
                self.held.pop().shutdown(socket.SHUT_RDWR)

    def wait_for(self, count: int, seconds: float) -> bool:
        """Whether so many different messages have arrived within that time; one that comes twice counts once."""
        with self.arrived:
            return self.arrived.wait_for(lambda: len({str(m["Message-ID"]) for m in self.messages}) >= count, seconds)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed breaks off its conversation, which is what the drills are about."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str, *, to: bytes = b"") -> None:
        """An answer, or what the illness makes of it."""
        self.server.closing.wait(self.server.delay)
        line = REFUSALS.get(self.server.illness, {}).get(to, line)
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.server.calls += 1
        if self.server.illness == "gone":
            return
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
                self.say("250 ok", to=word)

    def _message(self) -> None:
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # broken off: no server keeps half a message
            raw += line
        if self.server.silent.is_set():
            self.server.held.append(self.request)
            self.server.holding.set()
            self.rfile.read()  # until the other side is gone
            return
        if self.server.illness == "half-closed":
            self.request.shutdown(socket.SHUT_WR)
            self.rfile.read()
            return
        if not self.server.illness:
            self.server.take(raw)
        self.say("250 taken", to=b".")
