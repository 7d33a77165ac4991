"""The `toparquia` program: one module a command, imported only when it is asked for."""
