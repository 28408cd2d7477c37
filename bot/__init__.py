"""Teams, and nothing else: the door, the translation and the connector. botbuilder is imported here only."""
