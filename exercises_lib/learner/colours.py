"""The colours of what learners see in a notebook: dark on light also where the notebook is dark.

Every ink has at least 4.5 : 1 on the paper it is meant for (WCAG 2.2, 1.4.3); tests/browser/test_accessibility.py
measures it.
"""

INK, PAPER, RULE = "#1f1f1f", "#ffffff", "#5f6368"  # text, what it stands on, and the lines of tables and frames
BAR = "#e8eef5"  # the head of a window or a table
GOOD, PARTLY_GOOD, NOT_YET, QUIET = "#0b5c2b", "#6b4300", "#7a1f12", "#3c4043"  # the inks of states and of bars
