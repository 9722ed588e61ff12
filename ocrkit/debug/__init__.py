"""Pictures of what each stage was given and made. Pure drawing: no stage knows of it."""
