"""A tiny app that exists only to put the event spine under load: things whose version counts up."""
