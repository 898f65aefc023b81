"""Training: makes what is shipped in models/; nothing in pipeline/ imports it."""
