"""The commands that users have, one per module; `run` gets the connection and the words, and returns the exit code."""
