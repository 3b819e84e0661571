"""Settings: their files, the administrator's policy, who may write them, and which are in force."""
