"""The pages, papers and forms of votes."""
