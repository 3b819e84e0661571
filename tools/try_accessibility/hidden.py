"""What must not be found by ear: the patron behind F11, the idle cover and the lock, with any window opened before."""

from tools.try_accessibility import do, hear, rows
from tools.try_accessibility.things import NAME, AtspiRole, Thing, label

_HIDDEN = "画面を隠しています"
_KNOWS = rows.knows((NAME, "サトウ ヨウコ", "100000001", "10000000-1"), cells=("草枕", "吾輩は猫である"))
_SHOWN_AGAIN = (do.keys("F11"), hear.finds(label(NAME)))

EMPTY_DESK = (hear.tree_has_no((AtspiRole.LIST, AtspiRole.TABLE)),)
BEHIND_F11 = (_KNOWS, do.keys("F11"), hear.said(_HIDDEN), rows.nothing_left("behind F11"), *_SHOWN_AGAIN)
BEHIND_THE_IDLE_COVER = (
    _KNOWS,
    hear.said(_HIDDEN),
    rows.nothing_left("behind the idle cover"),
    *_SHOWN_AGAIN,
)
"""Nothing is touched for a minute, which was set before."""
BEHIND_THE_LOCK = (
    _KNOWS,
    do.keys("F12"),
    hear.finds(Thing(AtspiRole.SECRET, "パスワード")),
    hear.tree_has_no(name="利用カード番号"),
    rows.nothing_left("behind the lock"),
)
