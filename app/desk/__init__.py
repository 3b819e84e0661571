"""The desk's composition: viewmodels, views and their wiring, built for one signed-in member of staff."""
