"""How fast the program is, as ratios against named floors of the same run (`make bench`; docs/prestanda.md)."""
