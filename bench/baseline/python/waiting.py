"""How the functions wait: in their own time, or in a fraction of it that the environment names.

A seed's function sleeps for minutes while Lambda bills it. A measurement that sleeps for a part of that adds the rest
to what was billed; it reads `TIMES_FASTER` from the same place as the function.
"""

import os
import time


def times_faster():
    return float(os.environ.get("TIMES_FASTER", "1"))


def scaled(seconds):
    return seconds / times_faster()


def wait(seconds):
    time.sleep(scaled(seconds))
