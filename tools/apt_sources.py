"""Reads the machine's own apt configuration: which Debian mirror it uses and with which key."""

import re
from dataclasses import dataclass
from pathlib import Path

APT_FOLDER = Path("/etc/apt")


@dataclass(frozen=True)
class Mirror:
    """A Debian archive as this machine reaches it; `signed_by` is empty for apt's own key ring."""

    address: str
    signed_by: str = ""

    def source_text(self, suite: str) -> str:
        """The same archive as a source of another suite."""
        lines = ["Types: deb", f"URIs: {self.address}", f"Suites: {suite}", "Components: main"]
        if self.signed_by:
            lines.append(f"Signed-By: {self.signed_by}")
        return "\n".join(lines) + "\n"


def find_mirror(folder: Path = APT_FOLDER) -> Mirror | None:
    """The first archive of a Debian suite that the machine's apt names."""
    for path in [*sorted(folder.glob("sources.list.d/*.sources"))]:
        for stanza in re.split(r"\n\s*\n", path.read_text()):
            if found := _from_stanza(stanza):
                return found
    for path in [folder / "sources.list", *sorted(folder.glob("sources.list.d/*.list"))]:
        for line in path.read_text().splitlines() if path.is_file() else ():
            if found := _from_line(line):
                return found
    return None


def _from_stanza(stanza: str) -> Mirror | None:
    fields: dict[str, str] = {}
    name = ""
    for line in stanza.splitlines():
        if line.startswith("#"):
            continue
        if line[:1].isspace():
            fields[name] = fields.get(name, "") + "\n" + line
        elif ":" in line:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            fields[name] = value.strip()
    if "deb" not in fields.get("types", "").split() or fields.get("enabled", "yes").lower() == "no":
        return None
    if not _is_debian(fields.get("uris", ""), fields.get("suites", ""), fields.get("components", "")):
        return None
    return Mirror(fields["uris"].split()[0], fields.get("signed-by", ""))


def _from_line(line: str) -> Mirror | None:
    found = re.match(r"deb\s+(?:\[(?P<options>[^]]*)\]\s+)?(?P<address>\S+)\s+(?P<suite>\S+)\s+(?P<rest>.*)", line)
    if not found or not _is_debian(found["address"], found["suite"], found["rest"]):
        return None
    key = re.search(r"signed-by=(\S+)", found["options"] or "")
    return Mirror(found["address"], key[1] if key else "")


def _is_debian(addresses: str, suites: str, components: str) -> bool:
    """Debian's main archive, not its security archive nor somebody else's packages."""
    if "main" not in components.split() or not addresses.split():
        return False
    return addresses.split()[0].rstrip("/").endswith("/debian") and "security" not in suites
