"""Citizens' assemblies: called, opened with quorum, deciding by resolutions, and put into minutes."""
