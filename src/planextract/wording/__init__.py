"""Wording of everything that people read, in English and in Japanese: findings, errors, summaries, help.

Code names what it means by a code and facts, or by an English template; only the edge (terminal, report)
chooses a language. Data files are always in English, so that they are the same bytes everywhere. This
package imports nothing else of the program.
"""
