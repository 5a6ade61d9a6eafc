"""Reads the options of a command like getopt: up to the first word that is not an option, or `--`."""

from .errors import Usage


def read_options(words, allowed, usage):
    """Pairs of a letter and a value, the words after them, and whether `--` ended the options."""
    pairs, position = [], 0
    while position < len(words):
        word = words[position]
        if word == "--":
            return pairs, words[position + 1 :], True
        if not word.startswith("-") or word == "-":
            break
        letters, position = word[1:], position + 1
        while letters:
            letter, letters = letters[0], letters[1:]
            place = allowed.find(letter)
            if place < 0 or letter == ":":
                raise Usage(usage)
            if allowed[place + 1 : place + 2] == ":":
                if not letters:
                    if position >= len(words):
                        raise Usage(usage)
                    letters, position = words[position], position + 1
                pairs.append((letter, letters))
                break
            pairs.append((letter, ""))
    return pairs, words[position:], False
