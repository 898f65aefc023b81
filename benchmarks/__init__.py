"""Speed, memory, scale and studies; run by hand, never by the tests."""
