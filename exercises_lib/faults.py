"""What a person can mend: `bpo` says it in one line. Anything else that is raised is ours, and keeps its traceback."""


class CourseFault(Exception):
    """A fault in a course, a machine or a command. The text says what is wrong, where, and what to do next."""


class KeyFault(CourseFault):
    """The author's key does not work; the text names the exercise and what is wrong with it."""
