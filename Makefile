# Every target is one verb of the Python package tools/ (python3 -m tools help).
# PYTHON chooses the interpreter (3.10 to 3.13), PORT the address, DATA another folder of data,
# PEOPLE, DOCUMENTS and APPRAISED the size of the benchmark, PART one part of it (figures or month),
# BACKGROUND=1 gives the prompt back while the server runs on.
PYTHON ?= python3
export PORT DATA BACKGROUND PEOPLE DOCUMENTS APPRAISED PART

.DEFAULT_GOAL := help
.PHONY: help run stop test lint i18n docs bench shell psql clean

help run stop test lint i18n docs bench shell psql clean:
	@$(PYTHON) -m tools $@
