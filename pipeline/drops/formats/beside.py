"""What lies beside the files of a drop and speaks of them: `_metadata.csv`, row by row, and `_columns.toml`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pipeline.drops.encodings import UndecodableError
from pipeline.drops.formats.columns import COLUMNS_FILE, PATH, match_columns, read_columns
from pipeline.drops.formats.rows import table
from pipeline.drops.formats.seen import METADATA_COLUMNS, QuarantineError, Seen, fields_of
from pipeline.drops.text import decode_container
from pipeline.extract.publication import read_publication

METADATA_FILE = "_metadata.csv"
BESIDE_FILES = frozenset({METADATA_FILE, COLUMNS_FILE})
DATES = ("published", "updated")
EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a spreadsheet knows no zone)
EXCEL_DAY = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?$")
NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T]+(\d{1,2}):(\d{2})(?::\d{2})?)?$")
YEAR = re.compile(r"(?:19|20)\d\d$")
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(?::00)?$")
MOST_SHOWN = 3  # of the rows with one fault


@dataclass
class Beside:
    """What lies beside the files of a drop, by path in NFC, as file systems write names in either form."""

    stated: dict[str, dict[str, str]] = field(default_factory=dict)
    stated_in: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, path: str, data: bytes) -> list[Seen]:
        """Take in a metadata or columns file; its paths are relative to its folder. Return what is to be told of it."""
        try:
            if path.endswith(COLUMNS_FILE):
                self.columns[path.removesuffix(COLUMNS_FILE)] = read_columns(decode_container(data).text)
                return []
            return self._add_metadata(path, decode_container(data).text)
        except (UndecodableError, QuarantineError) as error:
            what = "columns" if path.endswith(COLUMNS_FILE) else "metadata"
            return [Seen(path, reason=f"{what} not read: {error}")]

    def of(self, path: str) -> dict[str, str]:
        """Return the fields of a path."""
        return self.stated.get(_key(path), {})

    def fault_of(self, path: str) -> str | None:
        """Return what is wrong in the row of a path."""
        return self.faults.get(_key(path))

    def within(self, archive: str) -> "Beside":
        """Return what is known of the files of an archive, to which its own files beside are added."""
        folders = {**self.columns, f"{archive}#": self.columns_of(archive)}
        return Beside(dict(self.stated), dict(self.stated_in), dict(self.faults), folders)

    def columns_of(self, path: str) -> dict[str, str]:
        """Return the columns that are named for a file: by the nearest folder's `_columns.toml`."""
        folder = path
        while cut := max(folder.rfind("/"), folder.rfind("#")) + 1:
            if (found := self.columns.get(folder[:cut])) is not None:
                return found
            folder = folder[: cut - 1]
        return self.columns.get("", {})

    def without_a_file(self, paths: Iterable[str]) -> list[Seen]:
        """Return a remark on every metadata file that speaks of files which are not there."""
        there = {_key(path) for path in paths}
        astray: dict[str, list[str]] = {}
        for key, metadata_path in sorted(self.stated_in.items()):
            if key not in there and key.split("#")[0] not in there:
                astray.setdefault(metadata_path, []).append(key)
        return [
            Seen(path, reason=f"{len(keys)} rows name no file that is here: {_shown(keys)}")
            for path, keys in astray.items()
        ]

    def _add_metadata(self, metadata_path: str, text: str) -> list[Seen]:
        rows = list(table(text))
        names = list(dict.fromkeys(name for row in rows for name in row if name))
        columns = match_columns(names, {})
        if not columns[PATH]:
            raise QuarantineError(f"the CSV file has no column {PATH}")
        month_first = _month_first(row.get(name) for row in rows for of in DATES for name in columns[of])
        twice: list[str] = []
        for row in rows:
            given = {name: _first(row, columns[name]) for name in (PATH, *METADATA_COLUMNS)}
            path = str(given.pop(PATH) or "").strip().removeprefix("./")
            key = _key(metadata_path.removesuffix(METADATA_FILE) + path)
            twice += [key] if key in self.stated else []
            self.stated_in[key] = metadata_path
            self.stated[key], bad = _dated(fields_of(given), month_first=month_first)
            if bad:
                self.faults[key] = f"{METADATA_FILE}: {'; '.join(bad)}"
        known = {column for found in columns.values() for column in found}
        strange = [name for name in names if name not in known]
        remarks = [f"unknown columns: {_shown(strange)}"] if strange else []
        remarks += [f"{len(twice)} paths stand twice, the last row counts: {_shown(twice)}"] if twice else []
        return [Seen(metadata_path, reason="; ".join(remarks))] if remarks else []


def _dated(fields: dict[str, str], *, month_first: bool) -> tuple[dict[str, str], list[str]]:
    """Return the fields of a row with their dates as they can be read later, and what is wrong in those that cannot."""
    bad = []
    for name in DATES:
        if words := fields.pop(name, None):
            if value := moment(words, month_first=month_first):
                fields[name] = value
            else:
                bad.append(f"{name} «{words}» is no date")
    return fields, bad


def moment(words: str, *, month_first: bool = False) -> str | None:
    """Return a date of a table as it can be read later; None where it is none.

    Read are ISO 8601, dates in words, and the forms of spreadsheets: a day number since 1900, midnight for no hour, and
    day and month as numbers, in the order that the column shows where one of its days is past the twelfth.
    """
    words = words.strip()
    if EXCEL_DAY.match(words):
        day = EXCEL_EPOCH + timedelta(days=round(float(words.replace(",", ".")) * 1440) / 1440)
        return day.date().isoformat() if day.hour == day.minute == 0 else day.isoformat(timespec="minutes")
    if midnight := MIDNIGHT.match(words):
        words = midnight.group(1)
    if numbers := NUMBERS.match(words):
        first, _, second, year, hour, minute = numbers.groups()
        day_number, month = (second, first) if month_first else (first, second)
        full_year = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
        try:
            found = date(full_year, int(month), int(day_number)).isoformat()
        except ValueError:
            return None
        return (
            f"{found}T{int(hour):02}:{minute}"
            if hour and (hour, minute) not in {("0", "00"), ("00", "00")}
            else found
        )
    read = read_publication(words)
    if YEAR.match(words):
        return words
    return words if read and (read.published or read.updated) else None


def _month_first(values: Iterable[object]) -> bool:
    """Tell whether a column writes 03/25/2024: where a second number is past twelve, and no first one is."""
    pairs = [
        (int(m.group(1)), int(m.group(3)))
        for value in values
        if (m := NUMBERS.match(str(value or "").strip()))
    ]
    return any(second > 12 for _, second in pairs) and not any(first > 12 for first, _ in pairs)


def _first(row: Mapping[str, object], columns: list[str]) -> object:
    return next((row[name] for name in columns if row.get(name) not in (None, "")), None)


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _shown(names: list[str]) -> str:
    return ", ".join(names[:MOST_SHOWN]) + (", ..." if len(names) > MOST_SHOWN else "")
