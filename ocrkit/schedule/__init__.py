"""Who works when: stages with their time, cores that are shared, pages read ahead, and worker processes."""
