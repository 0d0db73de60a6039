"""Repacks Python's standard library for a quick start: /library.zip becomes /repacked.zip, stored instead of deflated
(the page's transfer compresses it better). The modules that are loaded at start, or that programs mostly use, are there
as bytecode alone; it is checked against nothing when it is loaded (unchecked hash). The others stay as sources.
"""

import importlib.util
import marshal
import sys
import zipfile

# What programs of exercises import, beside all that is loaded at start.
COMMON = """
    _pydatetime _strptime argparse array bisect calendar cmd colorsys configparser csv datetime decimal difflib
    encodings.ascii encodings.cp1252 encodings.idna encodings.latin_1 encodings.utf_16 encodings.utf_8_sig fileinput
    fractions getopt gettext graphlib gzip hashlib heapq hmac html html.entities ipaddress numbers optparse pickle
    _compat_pickle platform pprint queue sched secrets shlex statistics tarfile timeit tomllib tomllib._parser
    tomllib._re tomllib._types unittest unittest.case unittest.loader unittest.main unittest.result unittest.runner
    unittest.signals unittest.suite unittest.util unittest.async_case urllib urllib.parse uuid zoneinfo
    zoneinfo._common zoneinfo._tzpath concurrent.futures.thread _weakrefset collections.abc
""".split()
# Never of use without a display, a terminal, a network or other processes.
LEFT_OUT = (
    "idlelib/", "tkinter/", "turtledemo/", "turtle.py", "test/", "ensurepip/", "venv/", "pydoc_data/", "xmlrpc/", "curses/",
    "imaplib.py", "smtplib.py", "poplib.py", "ftplib.py", "mailbox.py", "wsgiref/", "webbrowser.py", "lib2to3/", "_aix_support.py",
    "_ios_support.py", "_apple_support.py", "_android_support.py", "asyncio/windows", "asyncio/proactor", "msilib/",
)

STAMP = (1980, 1, 1, 0, 0, 0)


def module_name(path):
    """The module that a file of the library holds."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def wanted(path, loaded):
    """Whether a file gets bytecode."""
    name = module_name(path)
    return name in loaded or name in COMMON


def bytecode(path, source):
    """The contents of a .pyc file with an unchecked hash (PEP 552)."""
    code = compile(source, f"/lib/python314.zip/{path}", "exec", dont_inherit=True)
    flags = (1).to_bytes(4, "little")
    return importlib.util.MAGIC_NUMBER + flags + importlib.util.source_hash(source) + marshal.dumps(code)


def main():
    loaded = set(sys.modules)
    with zipfile.ZipFile("/library.zip") as old, zipfile.ZipFile("/repacked.zip", "w", zipfile.ZIP_STORED) as new:
        for path in sorted(old.namelist()):
            if path.endswith("/") or path.startswith(LEFT_OUT):
                continue
            data = old.read(path)
            if path.endswith(".py") and wanted(path, loaded):
                path, data = path + "c", bytecode(path, data)
            new.writestr(zipfile.ZipInfo(path, STAMP), data)


main()
