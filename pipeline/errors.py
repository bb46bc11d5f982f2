"""The one error that a user can mend: its message is a single line that says what to do."""


class UserError(Exception):
    """Something that the person at the keyboard can put right."""
