"""`python -m exercises_lib` is the command `bpo`, where the folder of commands is not on the PATH."""

from exercises_lib.cli import main

main()
