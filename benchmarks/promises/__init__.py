"""Each promise that release 0.1 did not keep, as a command on input made for it, and what comes out now."""
