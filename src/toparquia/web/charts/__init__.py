"""Charts drawn on the server as SVG: no script, no style attribute, printed as they are seen.

Widths are percentages and heights are pixels, so that text keeps its size from 320 px to a poster.
Each chart has a title that says the finding, a description for screen readers, its source, and its
numbers in a table.
"""

from __future__ import annotations

from toparquia.web.charts.bars import bars
from toparquia.web.charts.columns import columns
from toparquia.web.charts.figures import Datum, datum
from toparquia.web.charts.stacked import stacked

__all__ = ["Datum", "bars", "columns", "datum", "stacked"]
