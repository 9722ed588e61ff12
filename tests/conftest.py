"""The command speaks the language of the locale: the tests expect English unless they ask for another."""

import os

os.environ["LC_ALL"] = "C.UTF-8"
