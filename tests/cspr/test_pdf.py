"""Our PDFs are tagged, and a template that asks for a file or for the network gets nothing."""

import base64
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
from django.test import override_settings

from cspr import pdf
from tests.pdf_text import text

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that would gladly answer, and the list of what it was asked."""
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(DOT)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Trap)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def rendered(folder: Path, template: str) -> bytes:
    (folder / "page.html").write_text(template)
    backend = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [folder]}
    with override_settings(TEMPLATES=[backend]):
        return pdf.render("page.html", {"words": "<b>said</b>"})


def test_a_template_that_asks_for_files_or_the_network_gets_nothing(tmp_path: Path, trap: tuple[str, list[str]]) -> None:
    address, asked = trap
    (tmp_path / "dot.png").write_bytes(DOT)
    (tmp_path / "secret.txt").write_text("the secret words")
    content = rendered(
        tmp_path,
        '<html lang="en-GB"><head><title>T</title>'
        f'<link rel="stylesheet" href="{address}/a.css"><link rel="attachment" href="file://{tmp_path}/secret.txt">'
        f"<style>@import url({address}/b.css); @font-face {{ font-family: x; src: url({address}/c.woff) }} "
        f"p {{ font-family: x; background: url(file://{tmp_path}/dot.png) }}</style></head>"
        f'<body><p>shown</p><img src="file://{tmp_path}/dot.png" alt="one"><img src="{address}/d.png" alt="two">'
        f'<img src="file:///etc/passwd" alt="three"><object data="file://{tmp_path}/dot.png"></object></body></html>',
    )
    assert asked == []
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.attachments) == 0
        kinds = {str(obj.get("/Subtype", "")) for obj in document.objects if isinstance(obj, pikepdf.Stream)}
        streams = b"".join(obj.read_bytes() for obj in document.objects if isinstance(obj, pikepdf.Stream))
    assert "/Image" not in kinds
    assert b"the secret words" not in streams
    assert b"root:" not in streams
    assert "shown" in text(content)


def test_what_a_template_carries_itself_is_shown(tmp_path: Path) -> None:
    inside = base64.b64encode(DOT).decode()
    content = rendered(
        tmp_path,
        '<html lang="en-GB"><head><title>T</title></head>'
        f'<body><img src="data:image/png;base64,{inside}" alt="a dot"></body></html>',
    )
    with pikepdf.open(io.BytesIO(content)) as document:
        kinds = {str(obj.get("/Subtype", "")) for obj in document.objects if isinstance(obj, pikepdf.Stream)}
    assert "/Image" in kinds


def test_a_document_is_tagged_has_its_language_and_title_and_counts_its_pages(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<html lang="en-GB"><head><title>CSPR-2026-0001</title></head><body><h1>One</h1><p>{{ words }}</p>'
        '<h1 style="break-before: page">Two</h1></body></html>'
    )
    backend = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}
    with override_settings(TEMPLATES=[backend]):
        made = pdf.render_paged("page.html", {"words": "<b>said</b>"})
    assert made.pages == 2
    assert text(made.content) == "One <b>said</b> Two"
    with pikepdf.open(io.BytesIO(made.content)) as document:
        assert "/StructTreeRoot" in document.Root
        assert bool(document.Root.MarkInfo.Marked)
        assert (str(document.Root.Lang), str(document.docinfo["/Title"])) == ("en-GB", "CSPR-2026-0001")
        assert document.open_metadata()["pdfuaid:part"] == "1"
