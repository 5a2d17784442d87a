"""What is downloaded is complete and the very thing that was asked for, or it is not used."""

import base64
import hashlib
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tools import nightly, npm
from tools.problems import Problem


class CutShort(BaseHTTPRequestHandler):
    """Promises more than it sends."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x" * 10)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def cut_short():
    with HTTPServer(("127.0.0.1", 0), CutShort) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/odoo.tar.gz"
        server.shutdown()


def test_half_downloaded_archive_is_refused(cut_short, tmp_path):
    target = tmp_path / "odoo.tar.gz"
    with pytest.raises(Problem, match="incomplete: run it again|cannot be reached"):
        nightly._download(cut_short, target, lambda state: None)
    assert not target.exists()


def test_no_network_is_one_sentence(tmp_path):
    with pytest.raises(Problem, match="check the network, or set ODOO_HOME"):
        nightly._download("http://127.0.0.1:1/odoo.tar.gz", tmp_path / "odoo.tar.gz", lambda state: None)


def test_broken_archive_is_removed(tmp_path):
    archive = tmp_path / "odoo.tar.gz"
    archive.write_bytes(b"not an archive")
    with pytest.raises(Problem, match="it was removed: run it again"):
        nightly._unpack(archive, tmp_path)
    assert not archive.exists()


def test_file_with_another_checksum_is_removed(tmp_path):
    archive = tmp_path / "part.tgz"
    archive.write_bytes(b"tampered")
    with pytest.raises(Problem, match="another checksum"):
        npm.check(archive, base64.b64encode(hashlib.sha512(b"genuine").digest()).decode())
    assert not archive.exists()


def test_missing_files_replace_links_to_nothing(tmp_path):
    addons = tmp_path / "addons"
    target = addons / "web" / "font.woff"
    target.parent.mkdir(parents=True)
    target.symlink_to("nowhere")
    archive = tmp_path / "font.tgz"
    (tmp_path / "font.woff").write_text("font")
    with tarfile.open(archive, "w:gz") as sink:
        sink.add(tmp_path / "font.woff", "package/font.woff")
    npm._unpack(archive, npm.Package("font", "1", "", {"font.woff": ("web/font.woff",)}), addons)
    assert target.read_text() == "font"
    assert not target.is_symlink()
