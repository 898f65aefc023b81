"""What every other module stands on: the tables' contract, files, letters, words, errors."""
