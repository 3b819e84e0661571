"""A settings file in which everything is said."""

from pathlib import Path

import pytest

FULL = """\
# 2番窓口の端末
[database]
url = "postgresql://ils.example/library"  # 本番
ca_file = "/etc/ssl/library.pem"

[ils]
kind = "koha"
views = "mysql://desk@koha.example/counter"

[workstation]
branch = "central"
name = "2番窓口"

[printing]
printer = "Slip"
paper = "roll80"

[appearance]
theme = "dark"
text_percent = 125
language = "en"

[sounds]
enabled = true

[scanner]
key_ms = 50
ending_ms = 200

[privacy]
idle_hide_minutes = 2
idle_lock_minutes = 0
titles_masked = true

[mail]
host = "post.example.jp"
port = 2525
security = "tls"
user = "library"
password = "geheim"
from = "図書館 <no-reply@library.example.jp>"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file
