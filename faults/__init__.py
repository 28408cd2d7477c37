"""What becomes of a round when something breaks: real server processes against a connector that misbehaves on purpose."""
