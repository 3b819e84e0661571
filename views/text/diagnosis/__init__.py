"""What 「診断」 and `madoguchi doctor` say."""
