"""The scanner: telling a card's keys from a clerk's."""
