#!/usr/bin/env python3
"""Writes the `python-*.txt` tokens that are not there yet, from the documentation of the link format alone.

usage: make.py
"""

import base64
import json
import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).parent


def token(codec: str, body: bytes) -> str:
    prefix = f"v1.{codec}."
    sealed = struct.pack("<H", len(body)) + body
    checksum = struct.pack("<I", zlib.crc32(prefix.encode() + sealed))
    return prefix + base64.urlsafe_b64encode(sealed + checksum).decode().rstrip("=")


def deflate(value: object, level: int) -> bytes:
    packer = zlib.compressobj(level, wbits=-15)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return packer.compress(text.encode()) + packer.flush()


TOKENS = {
    "python-run": token(
        "d",
        deflate(
            {
                "kind": "run",
                "exercise": "log-filter",
                "fixture": "web-access",
                "settings": {"filter": "status>=500 path~^/api", "show": "2", "top": "path"},
            },
            9,
        ),
    ),
    "python-stored": token(
        "d",
        deflate({"kind": "run", "exercise": "lru-cache", "fixture": "looping-scan"}, 0),
    ),
    "python-extra": token(
        "d",
        deflate(
            {
                "kind": "run",
                "note": {"from": "a later page"},
                "exercise": "clique",
                "files": [
                    {"path": "edges.txt", "text": "1 2\n2 3\n1 3\n", "mode": 420},
                    {"path": "raw", "base64": "AP-A"},
                ],
                "settings": {},
            },
            9,
        ),
    ),
    "python-code": token(
        "d",
        deflate(
            {
                "kind": "code",
                "exercise": "pstree",
                "language": "python",
                "files": [
                    {"path": "pstree.py", "text": "import proc\n\nprint(proc.tree(\"/proc\"))\n"},
                    {"path": "proc.py", "text": "def tree(root):\n\treturn f'“{root}”'  # ünfinished\n"},
                ],
                "replay": 18446744073709551557,
            },
            9,
        ),
    ),
    "python-code-extra": token(
        "j",
        json.dumps(
            {
                "kind": "code",
                "theme": "of a later page",
                "exercise": "clique",
                "language": "wasi",
                "files": [{"path": "main.rs", "text": "fn main() {}", "mode": 420}],
                "replay": None,
            }
        ).encode(),
    ),
    "python-design": token(
        "d",
        deflate(
            {
                "kind": "design",
                "theme": "of a later page",
                "design": {
                    "dryrun": "design",
                    "version": 1,
                    "design": {
                        "name": "Café “Ads”",
                        "iteration": 2,
                        "components": [
                            {
                                "id": 1,
                                "kind": "client",
                                "name": "Clients",
                                "rect": {"x": 0.0, "y": 64.0, "w": 136.0, "h": 56.0},
                                "set": {"rate": "500k/s"},
                            },
                            {
                                "id": 2,
                                "kind": "load-balancer",
                                "name": "Front",
                                "rect": {"x": 240.0, "y": 64.0, "w": 152.0, "h": 56.0},
                                "in": 4,
                            },
                        ],
                        "links": [{"id": 3, "from": 1, "to": 2, "set": {"timeout": "1 s"}}],
                        "areas": [
                            {
                                "id": 4,
                                "kind": "zone",
                                "name": "Zone a",
                                "rect": {"x": 200.0, "y": 8.0, "w": 400.0, "h": 208.0},
                            }
                        ],
                        "assumptions": [{"name": "clicks", "value": "1 % .. 2 %"}],
                        "set": {"latency-slo": "1 s"},
                        "next": 5,
                    },
                },
            },
            9,
        ),
    ),
}

for name, text in TOKENS.items():
    path = HERE / f"{name}.txt"
    if path.exists():
        print(f"{path.name} is there: left as it is")
    else:
        path.write_text(text + "\n")
