"""What becomes of a round when something breaks: real server processes, and a connector that misbehaves on purpose."""
