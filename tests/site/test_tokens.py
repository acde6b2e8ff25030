"""The colours of the course keep their contrast, in both themes (WCAG 2.2: 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "book" / "_static" / "maillon-tokens.css"

TEXT = [
    (ink, paper)
    for paper in ("paper", "surface", "surface-strong")
    for ink in ("ink", "ink-soft", "primary", "primary-strong", "accent")
] + [
    ("ink", "primary-soft"), ("primary-strong", "primary-soft"), ("primary", "primary-soft"),
    ("on-primary", "primary"), ("on-primary", "primary-strong"), ("on-accent", "accent"),
    ("ink", "accent-soft"), ("accent", "accent-soft"), ("ink", "warning-soft"),
    ("success", "paper"), ("success", "success-soft"), ("warning", "paper"),
    ("warning", "warning-soft"), ("error", "paper"), ("error", "error-soft"),
    ("on-banner", "banner"), ("on-banner-soft", "banner"),
]  # fmt: skip
SHAPES = [
    ("line-strong", "paper"), ("line-strong", "surface"), ("focus", "paper"),
    ("banner-steel", "banner"), ("banner-minium", "banner"),
]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    css = CSS.read_text(encoding="utf-8")
    blocks = re.findall(r'(:root(?:\[data-theme="dark"\])?) \{(.*?)\n\}', css, re.DOTALL)
    found = [dict(re.findall(r"--maillon-([a-z-]+): (#[0-9a-f]{6});", body)) for _, body in blocks]
    light, dark = found
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_contrast(theme, pairs, least):
    colours = themes()[theme]
    weak = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for front, back in pairs
        if contrast(colours[front], colours[back]) < least
    }
    assert weak == {}


def test_fonts_are_local_and_licensed():
    css = CSS.read_text(encoding="utf-8")
    files = re.findall(r'url\("([^"]+)"\)', css)
    assert files
    for file in files:
        assert (CSS.parent / file).read_bytes()[:4] == b"wOF2"
    for family in {re.sub(r"-latin.*", "", Path(file).name) for file in files}:
        licence = CSS.parent / "fonts" / f"LICENSE-{family}.txt"
        assert "SIL Open Font License" in licence.read_text(encoding="utf-8")
