"""Run the command line with `python -m planextract`."""

from planextract.cli import main

if __name__ == "__main__":
    main()
