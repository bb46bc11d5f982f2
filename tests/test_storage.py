"""Places: a folder or an address, and what of an address lies on this machine."""

from pathlib import Path

import pytest

from pipeline.drops import folders
from pipeline.frames.storage import folder_name
from pipeline.frames.storage.objects import StorageError


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (
            "ftp://host/press",
            "is no place for a warehouse: name a folder, or a bucket and a prefix after s3://",
        ),
        ("s3://", "is no place for a warehouse"),
        ("s3://press/2024?version=2", "is no place for a warehouse"),
        (
            "s3://AKIA:secret@press/2024",
            "^keys do not belong in an address: they are taken from the environment$",
        ),
    ],
)
def test_what_is_no_address_of_a_bucket_is_refused(address: str, message: str) -> None:
    with pytest.raises(StorageError, match=message):
        _ = folders("seeds", address).home


def test_every_address_has_a_folder_of_its_own_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [
        "s3://press/2024",
        "s3://press-2024",
        "s3://press/2024/a b",
        "gs://press/2024",
        "s3://press/é" * 40,
    ]
    names = [folder_name(address) for address in addresses]
    assert len(set(names)) == len(addresses)
    assert all(name.isascii() and len(name) < 100 and "/" not in name for name in names)
    assert folder_name("s3://press/2024/") == folder_name("s3://press/2024")
    monkeypatch.setenv("DIXIT_LOCAL", str(tmp_path))
    assert folders("seeds", "s3://press/2024").home == tmp_path / names[0]


def test_all_of_a_folder_is_that_folder(tmp_path: Path) -> None:
    places = folders("seeds", tmp_path)
    assert (places.home, places.target) == (tmp_path, tmp_path / "dixit.duckdb")
    assert places.frames.root == tmp_path / "frames"
