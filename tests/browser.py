"""The real Chromium of the journeys: starting it, axe-core on a page, and what its console and its CSP complained about."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (320, 1280)


@contextmanager
def launch() -> Iterator[Browser]:
    """Start Chromium, and end it with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class ThreadedServer(ThreadingMixIn, WSGIServer):
    """One thread for each connection: a browser opens several."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    """Keeps the requests out of the test's output."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[str]:
    """Serve this process's Django, with the settings in force now, and give its address. For pages without a database."""
    application = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, application, server_class=ThreadedServer, handler_class=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Complaints:
    """Everything a page's console said at warning level or above, with CSP violations and failed loads."""

    def __init__(self, page: Page) -> None:
        self.lines: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.lines.append(f"error: {error}"))
        page.on("requestfailed", self.miss)

    def miss(self, request: Request) -> None:
        """Keep a load that failed; not one that the browser itself gave up because the person went on to another page."""
        if request.failure != "net::ERR_ABORTED":
            self.lines.append(f"failed: {request.url} {request.failure}")

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what is a warning or worse."""
        if message.type in ("warning", "error"):
            self.lines.append(f"{message.type}: {message.text}")

    @property
    def about_csp(self) -> list[str]:
        """The lines in which the browser refused something because of the content security policy."""
        return [line for line in self.lines if "Content Security Policy" in line or "violates the following" in line]


def axe_violations(page: Page) -> list[str]:
    """Return every violation of WCAG 2.0 to 2.2 A and AA, target size included, as "rule: node" lines.

    axe runs through the debugger, so a strict content security policy stays in force for the page. The page is
    judged from its top: further down the quick exit, which stays in sight, covers what scrolls beneath it.
    """
    page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate(
        """rules => axe.run(document, {
            runOnly: {type: "tag", values: rules},
            rules: {"target-size": {enabled: true}},
            resultTypes: ["violations"],
        })""",
        RULES,
    )
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def overflows(page: Page) -> int:
    """Return by how many CSS pixels the page is wider than its window; 0 is right."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
