"""Numbers of the settings that are fitted on generated truth, by the commands in this folder."""
