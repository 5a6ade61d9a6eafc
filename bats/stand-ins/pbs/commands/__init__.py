"""The commands that users have, one for each module; `run` takes the connection and the words, and returns the status."""
