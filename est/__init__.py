"""The EST method: pure decisions about rounds, reports, agendas and summaries.

Imports the standard library and `personnummer` only; no clock, no I/O, no framework.
`est.weekly` holds the use-cases in the order of the week and is the place to start reading.
"""
