"""The secret ballot: the Belenios protocol, version 1, as an engine of its own. See README.md.

Import from the modules: `election`, `credentials`, `casting`, `checking`, `trustees`, `commission`,
`archive`, `verification`, `rehearsal`, `groups`, `errors`.
"""
