"""The pages that a buyer sees: pay by card, answer the bank's question, read how it ended."""
