"""Repacks Python's standard library for a quick start: /library.zip becomes /repacked.zip, stored instead of deflated
(the page's transfer compresses it better), with bytecode for the modules that programs mostly use. Bytecode is checked
against nothing when it is loaded (unchecked hash), so it needs no source; sources stay for tracebacks.
"""

import importlib.util
import marshal
import sys
import zipfile

# What programs of exercises import, beside all that is loaded at start.
COMMON = """
    argparse array ast base64 bisect calendar cmd collections colorsys configparser contextlib copy csv dataclasses
    datetime _pydatetime decimal difflib enum fileinput fnmatch fractions functools getopt gettext glob graphlib gzip
    hashlib heapq hmac html inspect io ipaddress itertools json linecache locale logging lzma numbers operator optparse
    os pathlib pickle platform pprint queue random re reprlib sched secrets shlex shutil signal statistics string struct
    tarfile tempfile textwrap threading timeit tomllib traceback types typing unittest urllib uuid warnings weakref
    zipfile zoneinfo _strptime _compat_pickle _weakrefset _py_warnings annotationlib codeop compression encodings
    importlib pkgutil token tokenize keyword stat posixpath genericpath asyncio concurrent selectors bz2 copyreg
    subprocess socket ssl opcode dis _opcode_metadata pyodide _pyodide pyodide_js xml
""".split()
# Never of use without a display, a network or a terminal.
LEFT_OUT = ("idlelib/", "tkinter/", "turtledemo/", "turtle.py", "test/", "lib2to3/", "ensurepip/", "pydoc_data/", "xmlrpc/")

STAMP = (1980, 1, 1, 0, 0, 0)


def module_name(path):
    """The module that a file of the library holds."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def wanted(path, loaded):
    """Whether a file gets bytecode."""
    name = module_name(path)
    return name in loaded or name.split(".")[0] in COMMON


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
                new.writestr(zipfile.ZipInfo(path + "c", STAMP), bytecode(path, data))
            new.writestr(zipfile.ZipInfo(path, STAMP), data)


main()
