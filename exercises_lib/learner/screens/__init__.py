"""Screens of made-up programs, in a notebook: a mailbox, a settings window, a sheet, and forms to search with.

They show files of the workstation as the real program would, so that a learner works with a screen before code does
the same. Nothing on them can do harm, nothing is fetched, and no answer is kept there: what is read off is typed.
"""

from exercises_lib.learner.screens.mail import mail_screen
from exercises_lib.learner.screens.search import customer_screen, knowledge_screen
from exercises_lib.learner.screens.sheet import sheet_screen
from exercises_lib.learner.screens.sound import sound_screen

__all__ = ["customer_screen", "knowledge_screen", "mail_screen", "sheet_screen", "sound_screen"]
