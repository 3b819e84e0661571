"""The bars of the desk: card field, patron, tabs, and the foot."""
