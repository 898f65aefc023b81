"""The one error that a user is meant to read."""


class UserError(Exception):
    """Something in the input, the options or the models that the user can put right.

    Its text names the file, the row where there is one, what was found, what was expected and the next step.
    The command line prints it without a traceback and ends with status 2.
    """
