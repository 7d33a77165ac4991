"""Plain Python that every room stands on: money, shares, terms, clock, errors, rule sets."""
