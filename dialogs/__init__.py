"""Conversation flows: a typed verb or command and a caller become a use-case and an answer card. No platform."""
