"""One paper, set in a process of its own: an order as JSON on stdin, the PDF on stdout.

Fonts and the cache of the typesetter stay in memory as long as their process lives, about 45 MB. Here they
live for one paper, and not in each web process from its first paper on.
"""

from __future__ import annotations

import json
import resource
import sys

import typst

#: Ten times what a long paper takes: words that nobody has thought of must not take the machine's memory.
MOST_BYTES = 1 << 30


def press(*, root: str, template: str, fonts: list[str], values: str) -> bytes:
    """Fill a template below a root folder with JSON values, and return the PDF, set in the given fonts."""
    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=fonts)
    compiler = typst.Compiler(root=root, font_paths=ours)
    made = compiler.compile(input=template, format="pdf", sys_inputs={"values": values})
    assert isinstance(made, bytes)
    return made


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    sys.stdout.buffer.write(press(**json.load(sys.stdin.buffer)))
