"""Static files with their hash in the name, so that phones keep them for ever."""

from __future__ import annotations

from whitenoise.storage import (  # type: ignore[import-untyped,unused-ignore]
    CompressedManifestStaticFilesStorage,
)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc,unused-ignore]
    """Hashed and compressed names where files were collected, plain names where they were not."""

    # A checkout that serves without collecting still finds its files.
    manifest_strict = False
