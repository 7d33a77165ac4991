"""The few functions of libsodium that Ed25519 needs, called as directly as Python can.

PyNaCl's own wrappers write an error message for every call before they know whether it is needed, a
third of the time of an addition. Where its inner module has another shape, the wrappers serve.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError

try:
    from nacl._sodium import ffi, lib  # type: ignore[import-not-found]
except ImportError:  # pragma: no cover - another build of PyNaCl
    ffi = lib = None


class SodiumRefusal(Exception):
    """libsodium did not take a point: off the curve, outside the group, or a neutral result."""


def _direct(function: Any) -> Callable[..., bytes]:
    new, buffer = ffi.new, ffi.buffer

    def call(*given: bytes) -> bytes:
        # A buffer a call: libsodium runs without Python's lock, so threads must not share one.
        out = new("unsigned char[32]")
        if function(out, *given):
            raise SodiumRefusal
        found: bytes = buffer(out)[:]
        return found

    return call


def _wrapped(function: Callable[..., bytes]) -> Callable[..., bytes]:
    def call(*given: bytes) -> bytes:
        try:
            return function(*given)
        except CryptoError:
            raise SodiumRefusal from None

    return call


def _giving_32_bytes(name: str) -> Callable[..., bytes]:
    """Return a function of 32-byte values that gives another."""
    if hasattr(lib, name):
        return _direct(getattr(lib, name))
    return _wrapped(getattr(bindings, name))


add = _giving_32_bytes("crypto_core_ed25519_add")
subtract = _giving_32_bytes("crypto_core_ed25519_sub")
multiply = _giving_32_bytes("crypto_scalarmult_ed25519_noclamp")
multiply_base = _giving_32_bytes("crypto_scalarmult_ed25519_base_noclamp")
is_member = bindings.crypto_core_ed25519_is_valid_point
multiply_scalars = bindings.crypto_core_ed25519_scalar_mul
subtract_scalars = bindings.crypto_core_ed25519_scalar_sub
