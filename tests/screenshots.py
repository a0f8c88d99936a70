"""Take the pictures of the READMEs: ``python -m tests.screenshots``."""

import io
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, serve, settle

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PICTURES: Final = {"overview.zh.png": "/", "overview.en.png": "/?lang=en"}


def main() -> None:
    """The overview in both languages, 1280 × 800 at one and a half pixels a point, in 256 colours."""
    DOCS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for server in serve():
            for name, path in PICTURES.items():
                page = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=1.5)
                page.goto(server + path)
                settle(page)
                picture = Image.open(io.BytesIO(page.screenshot()))
                picture.convert("RGB").quantize(256).save(DOCS / name, optimize=True)


if __name__ == "__main__":
    main()
