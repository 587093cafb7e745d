"""All benches, one after another, each in a process of its own: `make bench`.

    python -m bench [filing] [importing] [lists] [pages] [packs] [districts] [memory] [ballot] [ballots]
                    [opinions] [meeting]

Smaller: BENCH_RUNS=1 BENCH_FILING_SECONDS=3 BENCH_LISTS_ROWS=100000 BENCH_LISTS_REQUESTS=20 make bench
"""

from __future__ import annotations

import subprocess
import sys

BENCHES = (
    "filing",
    "importing",
    "lists",
    "pages",
    "packs",
    "districts",
    "memory",
    "ballot",
    "ballots",
    "opinions",
    "meeting",
)


def main() -> int:
    """Run what was named, or all; 1 when one of them failed."""
    failed = 0
    for bench in sys.argv[1:] or BENCHES:
        if bench not in BENCHES:
            print(f"no bench {bench!r}; there are: {', '.join(BENCHES)}", file=sys.stderr)
            return 2
        failed |= subprocess.run([sys.executable, "-m", f"bench.{bench}"], check=False).returncode != 0
        print()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
