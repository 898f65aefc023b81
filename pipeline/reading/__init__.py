"""From files to texts: formats, encodings, bodies, sentences, proclitics."""
