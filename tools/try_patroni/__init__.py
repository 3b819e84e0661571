"""The trial of a library on Patroni: `make try-patroni`."""
