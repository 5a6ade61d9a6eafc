"""Stands for OpenPBS and Torque in tests: a server with two nodes, and the commands that users have.

It refuses what the real ones refuse, with their exit statuses, and does to jobs what they do. What they do was measured
on OpenPBS 23.06.06 (its development branch of April 2026) and on Torque's last public development branch, with jobs of
ordinary users. "Fact N" in a module is the number of such a measurement. README.md says what is in which module, and
which facts are not enforced.
"""
