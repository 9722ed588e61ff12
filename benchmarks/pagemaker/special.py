def make_all(*a):
    return []
