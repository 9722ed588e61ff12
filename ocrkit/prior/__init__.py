"""The form as what is known: a grid that the labels in it show to be a few lines off the paper's is mended.

``lattice`` is a grid whose cells remember which cells as found they are made of, ``found`` what is known of these.
``parting`` parts tables that were taken for one; ``expected`` says how many lines the form's labels account for, and
``extra`` what holds a line in its place, so that those too many can be left out; ``spans`` gives the labels of groups
and the titles all the squares that are theirs. ``apart`` puts values apart that share a cell, ``lost`` lines between
rows that the paper lost. ``regrid`` is the whole. What is read is never overruled: rows and
columns in another order, more of them or fewer, are told by their labels as before.
"""
