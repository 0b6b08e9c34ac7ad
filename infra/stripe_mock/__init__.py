"""A server of our own that speaks the part of Stripe's API that Minga uses: stateful, durable, for development and tests."""
