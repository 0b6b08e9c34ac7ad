"""`make test`: every check of Minga, one after the other, and one line with the sum."""
