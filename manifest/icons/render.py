"""The icons are drawn from their SVG sources by a headless browser, at exactly the size Teams asks for.

Run it after a change of `color.svg` or `outline.svg`, look at the pictures, and commit them with the sources:
`python manifest/icons/render.py`. Building the package needs only the finished pictures.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SIZES = {"color": 192, "outline": 32}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def main() -> int:
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if not browser:
        print(f"No browser found. Install one of: {', '.join(BROWSERS)}.", file=sys.stderr)
        return 1
    for name, size in SIZES.items():
        render(browser, name, size)
        print(f"{name}.png  {size} × {size}")
    return 0


def render(browser: str, name: str, size: int) -> None:
    """One picture, with a transparent ground where the drawing has none."""
    svg = (HERE / f"{name}.svg").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f'<body style="margin:0;line-height:0">{svg}</body>', encoding="utf-8")
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            "--default-background-color=00000000",
            f"--window-size={size},{size}",
            f"--user-data-dir={folder}/profile",
            f"--screenshot={HERE / name}.png",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    sys.exit(main())
