"""The set of projects with the most total satisfaction that the budget allows, with its proof."""

from toparquia.engines.budgeting.rules.optimum.counting import Optimum, count_optimum

__all__ = ["Optimum", "count_optimum"]
