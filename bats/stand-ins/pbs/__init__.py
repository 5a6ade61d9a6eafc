"""Replaces OpenPBS and Torque in tests: a server with two nodes, and the commands that users have.

It refuses what the real ones refuse, with their exit codes, and treats jobs like they do. Their behaviour was measured
on OpenPBS 23.06.06 (its development branch of April 2026) and on Torque's last public development branch, with jobs of
ordinary users. "Fact N" in a module is the number of such a measurement. README.md lists the modules, and the
facts that are not enforced.
"""
