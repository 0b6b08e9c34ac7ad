"""Commands of origin. Each owns its transaction, its locks and its event, or joins its caller's."""
