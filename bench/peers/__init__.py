"""The bots and servers that the program is measured against, each a process of its own on loopback."""
