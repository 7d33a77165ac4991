"""Building the extension with the machine's own C compiler, once for each source and processor."""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Final

SOURCES: Final = ("curve.c", "remainders.c")
HEADERS: Final = (
    "digits.h",
    "field.h",
    "lane_points.h",
    "lanes.h",
    "points.h",
    "powers_lanes.h",
    "powers_plain.h",
)
FLAGS: Final = (
    "-std=c11",
    "-O3",
    "-march=native",
    "-fno-math-errno",
    # With these two, GCC keeps the sums of a product in registers; without, it takes twice as long.
    "-fno-tree-ter",
    "-fno-tree-reassoc",
    "-shared",
    "-fPIC",
    "-w",
)
PATIENCE_SECONDS: Final = 120
_CACHE: Final = "TOPARQUIA_CACHE"


class NotBuilt(Exception):
    """There is no extension, for a reason that does no harm."""


def cache_folder() -> Path:
    """Return where built extensions are kept: this person's own cache."""
    if chosen := os.environ.get(_CACHE):
        return Path(chosen).expanduser().resolve()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return (Path(base) / "toparquia").expanduser().resolve()


def built_library() -> Path:
    """Return the library for these sources on this processor, building it if it is not there.

    :raises NotBuilt: no compiler, another kind of machine, or it failed (which is remembered).
    """
    folder = Path(__file__).resolve().parent
    compiler = os.environ.get("CC") or next(
        (name for name in ("cc", "gcc", "clang") if shutil.which(name)), None
    )
    library = cache_folder() / f"ballots-{_identity(folder, compiler)}.so"
    failed = library.with_suffix(".failed")
    if not _is_ours(library):
        if compiler is None:
            raise NotBuilt("no C compiler")
        if failed.exists():
            raise NotBuilt(f"the compiler failed before, see {failed}")
        _build(folder, compiler, library, failed)
    return library


def _identity(folder: Path, compiler: str | None) -> str:
    """Return a hash of all that decides what would be built, the processor's abilities among it."""
    hasher = hashlib.sha256()
    for name in (*SOURCES, *HEADERS):
        hasher.update((folder / name).read_bytes())
    # A folder may be shared by machines with other processors; the code is for one kind.
    hasher.update(repr((FLAGS, compiler and Path(compiler).name, platform.machine(), _abilities())).encode())
    return hasher.hexdigest()[:16]


def _abilities() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:
            return next((line for line in lines if line.startswith(("flags", "Features"))), "")
    except OSError:
        return sysconfig.get_platform()


def _is_ours(library: Path) -> bool:
    """Test if the library is there, and nobody else could have written it."""
    try:
        for path in (library, library.parent):
            found = path.stat()
            if found.st_uid not in (os.getuid(), 0) or found.st_mode & 0o022:
                return False
    except OSError:
        return False
    return True


def _build(folder: Path, compiler: str, library: Path, failed: Path) -> None:
    try:
        library.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (library.parent / "building.lock").open("w") as lock:
            # Processes that start together wait for one to build.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _is_ours(library):
                _compile(folder, compiler, library, failed)
    except OSError as fault:
        raise NotBuilt(f"{fault.strerror}: {library.parent}") from None
    if not _is_ours(library):
        raise NotBuilt(f"others can write in {library.parent}")


def _compile(folder: Path, compiler: str, library: Path, failed: Path) -> None:
    with tempfile.TemporaryDirectory(dir=library.parent) as scratch:
        fresh = Path(scratch) / library.name
        words = [compiler, *FLAGS, *(str(folder / name) for name in SOURCES), "-lm", "-o", str(fresh)]
        try:
            done = subprocess.run(words, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise NotBuilt("the compiler took too long") from None
        if done.returncode != 0 or not fresh.exists():
            failed.write_bytes(done.stderr[:10_000])
            raise NotBuilt(f"the compiler failed, see {failed}")
        fresh.chmod(0o700)
        fresh.replace(library)
