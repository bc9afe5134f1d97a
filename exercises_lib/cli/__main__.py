"""python -m exercises_lib.cli"""

from exercises_lib.cli import main

main()
