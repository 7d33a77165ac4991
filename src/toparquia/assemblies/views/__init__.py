"""The pages, papers and forms of assemblies."""
