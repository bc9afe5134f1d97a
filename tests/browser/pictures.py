"""Pictures for the README and the trainer's guide."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from .places import REPOSITORY

FOLDER = REPOSITORY / "docs" / "images"
MARGIN = 8


def take(name: str, page: Page, *parts: Locator | str) -> None:
    """Write docs/images/name.png.

    Without parts it is the whole window; with one, this thing; with two, from the first down to the second. Parts may
    be names of pictures, which are put one below the other.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    if all(isinstance(part, str) for part in parts) and parts:
        stack(name, [FOLDER / f"{part}.png" for part in parts])
        return
    page.mouse.move(0, 0)
    (FOLDER / f"{name}.png").write_bytes(crop(page, *parts) if parts else page.screenshot())


def crop(page: Page, first: Locator, last: Locator | None = None) -> bytes:
    """A picture from one thing down to another."""
    first.evaluate("thing => { thing.style.scrollMarginTop = '16px'; thing.scrollIntoView({block: 'start'}) }")
    top, bottom = first.bounding_box(), (last or first).bounding_box()
    left, right = min(top["x"], bottom["x"]), max(top["x"] + top["width"], bottom["x"] + bottom["width"])
    area = {
        "x": max(0, left - MARGIN),
        "width": right - left + 2 * MARGIN,
        "y": max(0, top["y"] - MARGIN),
        "height": bottom["y"] + bottom["height"] - top["y"] + MARGIN,
    }
    return page.screenshot(clip=area)


def stack(name: str, pictures: list[Path]) -> None:
    """Write docs/images/name.png: some pictures, one below the other."""
    images = [Image.open(picture) for picture in pictures]
    gap = 3 * MARGIN
    height = sum(image.height + gap for image in images) - gap
    whole = Image.new("RGB", (max(image.width for image in images), height), "#bdbdbd")
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height + gap
    whole.save(FOLDER / f"{name}.png", optimize=True)
