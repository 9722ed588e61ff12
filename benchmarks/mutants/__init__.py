"""Would a test notice? Small faults put into the code on purpose, one at a time, and the tests run against each."""
