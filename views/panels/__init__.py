"""The panels of 貸出・予約照会, one a file."""
