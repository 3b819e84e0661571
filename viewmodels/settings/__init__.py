"""Settings, their form, and the first start."""
