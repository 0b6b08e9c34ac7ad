"""Products and lots as tables: what their columns are called, what a cell may say, and what a file would change."""
