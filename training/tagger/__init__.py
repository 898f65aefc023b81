"""How the embedded tagger is made: raw text to vectors, vectors to an encoder, gold to a tagger, tagger to files."""
