"""Runs the stages: what is made from what, partitions, processes, the Makefile's rules."""
