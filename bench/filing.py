"""How fast residents can file: durable `POST /matters` over HTTP against the floor of its own statements.

    python -m bench.filing

The application runs as in life, `yuanba serve`, once without and once with its worker, which meanwhile reads
every matter and suggests classes. The floor (`bench.filing_floor`) sends the same statements from the same
number of psycopg clients to the same server. The sides take turns; each figure is the median of BENCH_RUNS
runs of BENCH_FILING_SECONDS.
"""

from __future__ import annotations

import json
import os
import secrets
from collections import defaultdict

from bench import filing_floor, web_client
from bench.filing_floor import BODY
from bench.house import DISTRICT, PORT, RUNS, House, house, medians, report

SECONDS = float(os.environ.get("BENCH_FILING_SECONDS", "10"))
#: Long enough for every process to have answered once.
WARM_SECONDS = 3.0
CLIENTS = (1, 8)
#: What is asked of us: at this many clients this share of the floor.
GOAL_CLIENTS, GOAL = 8, 0.25
BODY_BYTES = json.dumps(BODY, ensure_ascii=False).encode()
SIDES = {"floor": (), "web": ("serve",), "web and worker": ("serve", "--with-worker")}


def _post() -> bytes:
    return web_client.request(
        "POST",
        f"/d/{DISTRICT}/api/v1/matters",
        host=f"127.0.0.1:{PORT}",
        body=BODY_BYTES,
        headers=[f"Idempotency-Key: {secrets.token_hex(16)}", f"X-Client-Secret: {'bench' * 5}"],
    )


def _over_http(clients: int) -> dict[str, float]:
    taken = web_client.drive(
        PORT,
        clients=clients,
        warm_seconds=WARM_SECONDS,
        seconds=SECONDS,
        draw=_post,
        expected=b"HTTP/1.1 201",
    )
    return filing_floor.figures(taken, SECONDS)


def _empty(ours: House) -> None:
    """No side may have to live with the jobs that another left."""
    with ours.cluster.connect("postgres") as connection:
        connection.execute("truncate procrastinate_jobs cascade")
        connection.execute("checkpoint")
    connection.close()


def measure(ours: House) -> dict[tuple[str, int], list[dict[str, float]]]:
    """All runs of every side with every number of clients."""
    recording = filing_floor.record()
    runs: dict[tuple[str, int], list[dict[str, float]]] = defaultdict(list)
    for _ in range(RUNS):
        for clients in CLIENTS:
            _empty(ours)
            runs["floor", clients].append(filing_floor.measure(recording, clients=clients, seconds=SECONDS))
        for side, words in list(SIDES.items())[1:]:
            with ours.serving(*words[1:]):
                for clients in CLIENTS:
                    _empty(ours)
                    runs[side, clients].append(_over_http(clients))
    return runs


def main() -> None:
    """Print rates, times and ratios."""
    with house() as ours:
        runs = measure(ours)
    found = {key: medians(each) for key, each in runs.items()}
    print(f"Filing: durable POST /matters, median of {RUNS} runs of {SECONDS:g} s")
    print(f"{'':16}{'clients':>8}{'per second':>12}{'p50 ms':>9}{'p95 ms':>9}{'of floor':>10}")
    ratios = {}
    for (side, clients), one in found.items():
        ratio = one["per_second"] / found["floor", clients]["per_second"]
        ratios[f"{side} {clients}"] = round(ratio, 3)
        print(
            f"{side:16}{clients:>8}{one['per_second']:>12}{one['p50_ms']:>9}{one['p95_ms']:>9}{ratio:>10.3f}"
        )
    goal, beside = ratios[f"web {GOAL_CLIENTS}"], ratios[f"web and worker {GOAL_CLIENTS}"]
    print(f"At {GOAL_CLIENTS} clients: {goal:.3f} of the floor; asked: {GOAL}")
    print(f"While the worker reads what comes in, on the same processors: {beside:.3f}")
    report(
        "filing",
        {
            "figures": {f"{side} {clients}": one for (side, clients), one in found.items()},
            "all": {f"{side} {clients}": each for (side, clients), each in runs.items()},
            "ratios": ratios,
            "ratio": goal,
            "ratio_with_worker": beside,
            "asked": GOAL,
        },
    )


if __name__ == "__main__":
    main()
