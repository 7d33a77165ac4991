"""Static files with their hash in the name, so that phones keep them for ever."""

from __future__ import annotations

from whitenoise.storage import (  # type: ignore[import-untyped,unused-ignore]
    CompressedManifestStaticFilesStorage,
)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc,unused-ignore]
    """Hashed and compressed names where files were collected, plain names where they were not."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name of a file, or its plain one in a checkout that collected nothing."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
