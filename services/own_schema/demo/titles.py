"""The demo library's catalogue: titles that could stand on its shelves but don't exist.

Only the works named in `CLASSICS` are real; their copyright has expired. All else is combined from plain words; the
made-up names of authors and publishers say so.
"""

import random
from dataclasses import dataclass

from services.own_schema.demo.names import Names

CLASSICS = (
    ("吾輩は猫である", "夏目 漱石"),
    ("坊っちゃん", "夏目 漱石"),
    ("草枕", "夏目 漱石"),
    ("三四郎", "夏目 漱石"),
    ("それから", "夏目 漱石"),
    ("こころ", "夏目 漱石"),
    ("道草", "夏目 漱石"),
    ("羅生門", "芥川 龍之介"),
    ("鼻", "芥川 龍之介"),
    ("蜘蛛の糸", "芥川 龍之介"),
    ("杜子春", "芥川 龍之介"),
    ("河童", "芥川 龍之介"),
    ("歯車", "芥川 龍之介"),
    ("銀河鉄道の夜", "宮沢 賢治"),
    ("注文の多い料理店", "宮沢 賢治"),
    ("風の又三郎", "宮沢 賢治"),
    ("セロ弾きのゴーシュ", "宮沢 賢治"),
    ("よだかの星", "宮沢 賢治"),
    ("グスコーブドリの伝記", "宮沢 賢治"),
    ("春と修羅", "宮沢 賢治"),
    ("走れメロス", "太宰 治"),
    ("人間失格", "太宰 治"),
    ("斜陽", "太宰 治"),
    ("津軽", "太宰 治"),
    ("お伽草紙", "太宰 治"),
    ("舞姫", "森 鷗外"),
    ("高瀬舟", "森 鷗外"),
    ("山椒大夫", "森 鷗外"),
    ("雁", "森 鷗外"),
    ("たけくらべ", "樋口 一葉"),
    ("にごりえ", "樋口 一葉"),
    ("十三夜", "樋口 一葉"),
    ("みだれ髪", "与謝野 晶子"),
    ("武蔵野", "国木田 独歩"),
    ("忘れえぬ人々", "国木田 独歩"),
    ("破戒", "島崎 藤村"),
    ("夜明け前", "島崎 藤村"),
    ("若菜集", "島崎 藤村"),
    ("蒲団", "田山 花袋"),
    ("田舎教師", "田山 花袋"),
    ("高野聖", "泉 鏡花"),
    ("婦系図", "泉 鏡花"),
    ("檸檬", "梶井 基次郎"),
    ("桜の樹の下には", "梶井 基次郎"),
    ("山月記", "中島 敦"),
    ("李陵", "中島 敦"),
    ("名人伝", "中島 敦"),
    ("手袋を買いに", "新美 南吉"),
    ("ごん狐", "新美 南吉"),
    ("おじいさんのランプ", "新美 南吉"),
    ("赤い蠟燭と人魚", "小川 未明"),
    ("一房の葡萄", "有島 武郎"),
    ("或る女", "有島 武郎"),
    ("病牀六尺", "正岡 子規"),
    ("野菊の墓", "伊藤 左千夫"),
    ("五重塔", "幸田 露伴"),
    ("浮雲", "二葉亭 四迷"),
    ("金色夜叉", "尾崎 紅葉"),
    ("蟹工船", "小林 多喜二"),
    ("ドグラ・マグラ", "夢野 久作"),
    ("風立ちぬ", "堀 辰雄"),
    ("遠野物語", "柳田 国男"),
    ("学問のすゝめ", "福沢 諭吉"),
    ("土佐日記", "紀 貫之"),
    ("徒然草", "吉田 兼好"),
    ("方丈記", "鴨 長明"),
    ("おくのほそ道", "松尾 芭蕉"),
    ("枕草子", "清少納言"),
    ("源氏物語", "紫式部"),
    ("伊勢物語", "作者不詳"),
)

PUBLISHERS = ("見本書房", "例文社", "架空出版", "試作館", "仮名文庫", "ひな形舎")

_WHOSE = (
    "荒川",
    "川べり",
    "鋳物",
    "見沼",
    "植木の里",
    "坂の上",
    "商店街",
    "はじめて",
    "ひとり",
    "週末",
    "雨の日",
    "北向きの部屋",
    "うちのねこ",
    "おばあちゃん",
    "町工場",
    "小さな庭",
    "図書館",
    "真夜中",
    "となりの席",
    "夏休み",
    "古い地図",
    "港町",
    "雪国育ち",
    "駅前",
    "路地裏",
    "海の見える丘",
    "二丁目",
    "遠い星",
    "朝いちばん",
    "五十代から",
    "台所",
    "教室",
    "終点",
    "橋のたもと",
    "森の入口",
    "水曜日",
)
_WHAT = (
    "図書室",
    "物語",
    "家庭菜園",
    "数学",
    "散歩道",
    "弁当",
    "探偵",
    "手紙",
    "約束",
    "歴史",
    "写真帖",
    "ことば",
    "料理帖",
    "気象学",
    "植物図鑑",
    "経済入門",
    "プログラミング",
    "手芸",
    "英会話",
    "民話",
    "電車",
    "動物たち",
    "介護",
    "統計学",
    "俳句",
    "鳥",
    "時計店",
    "郵便局",
    "音楽会",
    "健康法",
    "地理",
    "旅支度",
    "星座",
    "子育て",
    "片づけ",
    "名画",
)
_AUTHORS = 400
_TAILS = ("", "", "", "", " 上", " 下", " 1", " 2", " 3", "入門", "の秘密", "ふたたび")


@dataclass(frozen=True, slots=True)
class Work:
    """What a bibliographic record says besides its type."""

    title: str
    author: str
    publisher: str
    year: int


class Catalogue:
    """Makes up works, the newest from this year."""

    def __init__(self, rng: random.Random, names: Names, year: int) -> None:
        self._rng = rng
        self._year = year
        self._authors = [names.japanese().name for _ in range(_AUTHORS)]

    def draw(self, kind: str) -> Work:
        """Make up one work.

        Args:
            kind: the code of its material type, which shapes the title.
        """
        draw = self._rng.random
        whose, what = _WHOSE[int(draw() * len(_WHOSE))], _WHAT[int(draw() * len(_WHAT))]
        age = int(draw() * draw() * 40)
        year = self._year - age
        title = f"{whose}の{what}"
        if kind == "magazine":
            title = f"月刊 {what} {year}年{1 + int(draw() * 12)}月号"
        elif kind == "book":
            title += _TAILS[int(draw() * len(_TAILS))]
        elif kind.startswith("language"):
            title = f"{whose}の外国語 {1 + int(draw() * 12)}"
        return Work(
            title, self._authors[int(draw() * _AUTHORS)], PUBLISHERS[int(draw() * len(PUBLISHERS))], year
        )


def classic(number: int) -> Work:
    """Give a real work out of copyright, in a made-up edition; numbers start at 0."""
    title, author = CLASSICS[number]
    return Work(title, author, PUBLISHERS[number % len(PUBLISHERS)], 1990 + number % 30)
