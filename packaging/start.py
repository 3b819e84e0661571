"""Where the packaged program starts: what `madoguchi` does where the wheel is installed."""

import sys

from app.__main__ import main

sys.exit(main())
