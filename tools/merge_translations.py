"""`python -m tools.merge_translations TEMPLATE...`: what `make i18n` does after Odoo exported the terms.

Each template gets this project's header, and each translation beside it the template's terms. Runs in the
environment that has polib. The exit code is 1 while a term has no translation or a broken one.
"""

import sys
from pathlib import Path

from tools import translations

LANGUAGES = ("zh_CN",)


def main(names: list[str]) -> int:
    """Merge every language of every template; print what is left to do."""
    paths = [Path(name) for name in names]
    for path in paths:
        translations.write(translations.clean_template(translations.read(path), path.stem), path)
    left = [_merge(path, language, paths) for path in paths for language in LANGUAGES]
    return int(any(left))


def _merge(template: Path, language: str, templates: list[Path]) -> int:
    """Bring one translation up to date; returns how many of its terms want work."""
    path = _translation(template, language)
    others = [translations.read(_translation(other, language)) for other in templates if other != template]
    terms = translations.read(template)
    file = translations.merge(terms, translations.read(path), others, template.stem, language)
    changed = translations.write(file, path)
    untranslated, broken = translations.untranslated(file), translations.broken(file)
    print(
        f"  {template.stem} in {language}: {len(file)} terms, {len(untranslated)} untranslated, "
        f"{len(broken)} broken{'' if changed else '; the file was up to date'}"
    )
    _list("untranslated", untranslated)
    _list("placeholders or tags differ", broken)
    return len(untranslated) + len(broken)


def _translation(template: Path, language: str) -> Path:
    return template.with_name(f"{language}.po")


def _list(title: str, terms: list[str]) -> None:
    for term in terms:
        print(f"    {title}: {term!r}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
