"""Local mode only: a fictional municipality, and a stand-in for Teams on loopback."""
