"""Logging: one line for each event, as JSON for machines or as words for a terminal.

A line never says who or what somebody typed. Addresses are logged as routes (``m/<str:token>``), faults as
their kinds and the places of our code that they passed, because a fault's own words may quote a value; of
other libraries' lines only the sentence is kept, not what was put into it. A key that is not known here does
not get through.
"""

from __future__ import annotations

import logging
import logging.config
import sys
import threading
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import Processor

Event = MutableMapping[str, Any]
Raised = tuple[type[BaseException], BaseException, TracebackType | None]

#: What a line may say.
KEYS = frozenset(
    {
        "timestamp",
        "level",
        "logger",
        "event",
        "request",
        "district",
        "method",
        "route",
        "status",
        "ms",
        "actor",
        "job",
        "fault",
        "part",
        "item",
        "entry",
        "reader",
        "tries",
        "steps",
    }
)
_PLACES = 12
_SOURCE = Path(__file__).resolve().parents[2]


def configure(settings: Mapping[str, str]) -> None:
    """Configure all logging of this process: the format of the lines, and the level of our own loggers.

    ``form`` is ``json`` or ``words``.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SAID,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": formatter, "form": settings["form"]}},
            "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["lines"], "level": "WARNING"},
            "loggers": {"yuanba": {"level": settings["level"]}, "django.request": {"level": "ERROR"}},
        }
    )
    logging.getLogger("django.request").addFilter(has_fault)


def hook() -> None:
    """Log whatever nobody caught, in this process and its threads, as other faults are: without its words.

    Python would print them, and the database's words (DETAIL) quote what somebody typed.
    """

    def tell(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            return
        structlog.get_logger("yuanba").error("uncaught", exc_info=(kind, fault or kind(), trace))

    granian = logging.getLogger("_granian")  # its own handlers would print what it caught as it is
    granian.handlers.clear()
    granian.propagate = True
    sys.excepthook = tell
    threading.excepthook = lambda told: tell(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: tell(told.exc_type, told.exc_value, told.exc_traceback)


def formatter(form: str) -> logging.Formatter:
    """Return a formatter that makes one line of every log record, ours and those of other libraries."""
    words: Processor = structlog.dev.ConsoleRenderer(pad_event_to=24)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[of_others, *SAID],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            only_known,
            words if form == "words" else structlog.processors.JSONRenderer(),
        ],
        use_get_message=False,
    )


def has_fault(record: logging.LogRecord) -> bool:
    """Return whether a log record carries an exception.

    That an answer was 404 or 503 stands in our own line.
    """
    return record.exc_info is not None


def of_others(logger: Any, method: str, event: Event) -> Event:
    """Replace other libraries' messages by fixed names or first lines: the rest may quote personal data."""
    record: logging.LogRecord = event["_record"]
    name = record.name
    if name.startswith("procrastinate"):  # its sentences have the arguments of the job in them
        event["event"] = f"procrastinate.{getattr(record, 'action', 'said')}"
        job = getattr(record, "job", None)
        if isinstance(job, dict):
            event["job"] = job.get("task_name")
    elif name.startswith("django."):  # its sentences have the address in them, or quote a header
        event["event"] = name
        event["status"] = getattr(record, "status_code", None)
    else:  # asyncio and granian put the fault below it
        event["event"] = str(event["event"]).partition("\n")[0]
    return event


def plain_fault(logger: Any, method: str, event: Event) -> Event:
    """Replace an exception in a log event by its types and its places in the code, without its message."""
    raised = _raised(event.pop("exc_info", None))
    event.pop("stack_info", None)
    if raised is None:
        return event
    kinds: list[str] = []
    fault: BaseException | None = raised[1]
    while fault is not None and len(kinds) < _PLACES:
        kinds.append(type(fault).__qualname__)
        fault = fault.__cause__ or fault.__context__
    event["fault"] = " < ".join(kinds)
    event["steps"] = " > ".join(_places(raised[2]))
    return event


def _raised(told: object) -> Raised | None:
    if told is True:
        told = sys.exc_info()
    if isinstance(told, BaseException):
        return type(told), told, told.__traceback__
    if isinstance(told, tuple) and len(told) == 3 and isinstance(told[1], BaseException):
        return type(told[1]), told[1], told[1].__traceback__
    return None


def _places(step: TracebackType | None) -> list[str]:
    found: list[str] = []
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        name = str(path.relative_to(_SOURCE)) if path.is_relative_to(_SOURCE) else path.name
        found.append(f"{name}:{step.tb_lineno}")
        step = step.tb_next
    return found[-_PLACES:]


def only_known(logger: Any, method: str, event: Event) -> Event:
    """Return a log event with only the keys that may be logged, and without empty values."""
    return {key: value for key, value in event.items() if key in KEYS and value not in (None, "")}


#: What becomes of every event before it is a line.
SAID: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    plain_fault,
)
