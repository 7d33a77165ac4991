"""The drawings of the house: one stroke each, 24 by 24, made for small sizes and for print."""

from __future__ import annotations

from typing import Final

from django.utils.safestring import SafeString, mark_safe

# A status is told by its shape first; the shapes differ in outline, not only in what is inside.
STATUS_SHAPES: Final = {
    "done": '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-7"/>',
    "open": '<circle cx="12" cy="12" r="10"/><path d="M12 6.5V12l3.5 2"/>',
    "pending": '<circle cx="12" cy="12" r="10" stroke-dasharray="3.2 3.1"/>',
    "partial": '<circle cx="12" cy="12" r="10"/><path d="M12 2a10 10 0 0 1 0 20z" fill="currentColor"/>',
    "late": '<path d="M12 3 1.8 21h20.4zM12 10v5M12 18v.01"/>',
    "refused": '<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8zM8.5 8.5l7 7M15.5 8.5l-7 7"/>',
    "draft": '<path d="M3 21h18M5 16.5 16 5.5l3 3L8 19.5l-4 1z"/>',
    "expired": '<path d="M6 2h12M6 22h12M7 2v4l5 6 5-6V2M7 22v-4l5-6 5 6v4"/>',
    "info": '<path d="M12 1.5 22.5 12 12 22.5 1.5 12zM12 11v5.5M12 7.5v.01"/>',
}
# The links of a project's chain.
CHAIN_SHAPES: Final = {
    "need": '<path d="M4 4h16v12h-9l-4 4v-4H4zM12 7v4M12 13.5v.01"/>',
    "proposal": '<path d="M6 2.5h9l4 4v15H6zM9 11h7M9 15h7M9 7h3"/>',
    "estimate": '<path d="M5 2.5h14v19H5zM8.5 6h7v3.5h-7z"/>'
    '<path d="M8.5 13.5h.01M12 13.5h.01M15.5 13.5h.01M8.5 17.5h.01M12 17.5h3.5"/>',
    "check": '<path d="M5 2.5h14v12M5 2.5v19h7M8.5 7h7M8.5 11h4"/><path d="m13 18.5 3 3 5.5-6"/>',
    "admission": '<path d="M12 3v18M5 7l7-4 7 4M2 15l3-8 3 8zM16 15l3-8 3 8z"/>',
    "vote": '<path d="M3 12h18v9H3zM8 12V3h8v9M8 16h8"/>',
    "obligation": '<circle cx="12" cy="9" r="6"/><path d="m8.5 14-2 8 5.5-3 5.5 3-2-8"/>',
    "tranche": '<ellipse cx="12" cy="6" rx="8" ry="3.5"/>'
    '<path d="M4 6v6c0 2 3.5 3.5 8 3.5s8-1.5 8-3.5V6M4 12v6c0 2 3.5 3.5 8 3.5s8-1.5 8-3.5v-6"/>',
    "works": '<path d="M3 21 13 11M10 5l4-3 7 7-3 4-3-3-4 1-2-2z"/>',
    "invoice": '<path d="M5 2.5h14v19l-3.5-2-3.5 2-3.5-2-3.5 2zM9 8h6M9 12.5h6"/>',
    "report": '<path d="M6 4h12v17H6zM9 2.5h6V6H9zM9 13.5l2 2 4-4.5"/>',
    "assembly": '<circle cx="12" cy="7" r="3"/><circle cx="4.5" cy="11" r="2"/>'
    '<circle cx="19.5" cy="11" r="2"/>'
    '<path d="M6.5 21c0-5 2-8 5.5-8s5.5 3 5.5 8M2 19c0-3 1-4 2.5-4M22 19c0-3-1-4-2.5-4"/>',
}
SHAPES: Final = {**STATUS_SHAPES, **CHAIN_SHAPES}


def icon(name: str, css_class: str = "icon") -> SafeString:
    """Return the drawing called `name`; it says nothing to a screen reader, the word beside it does.

    :raises KeyError: for a name that is not drawn.
    """
    # The strings are constants of this module; the class comes from our own templates.
    return mark_safe(  # noqa: S308
        f'<svg class="{css_class}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f"{SHAPES[name]}</svg>"
    )
