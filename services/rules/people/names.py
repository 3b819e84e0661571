"""Folds names for searching and prepares them for printing (domain.md, "Fonts and names").

異体字 and variation selectors are everyday in names: what is shown stays as registered, what is searched is folded so
that 髙﨑 and 高崎 find each other.
"""

import re
import unicodedata
from typing import Final

VARIANTS: Final = (
    "高髙 崎﨑嵜㟢 辺邉邊 斎齋齊斉斊 浜濱濵 沢澤 広廣 桜櫻 島嶋嶌㠀 真眞 国國圀囯 薮藪籔 槙槇 竜龍 滝瀧 富冨 "
    "館舘 吉𠮷 桑桒 柳栁桺 徳德 恵惠 条條 県縣 円圓 黒黑 横橫 清淸 緒緖 昇曻 彦彥 栄榮 "
    "豊豐 峰峯 岳嶽 会會 実實 万萬 与與 関關 静靜 寛寬 淵渕渊 野埜 寿壽 応應 増增 曽曾 "
    "証證 礼禮 祢禰 児兒 船舩 鴎鷗 塩鹽 郷鄕鄉 鉄鐵 暁曉 荘莊 桧檜 遥遙 瑶瑤 薫薰 青靑 "
    "戸戶户 凛凜 尭堯 巌巖 顕顯 剣劔劍剱 涼凉 松柗枩 芦蘆 仏佛 学學斈 参參 声聲 総總 伝傳 渋澁澀 "
    "済濟 瀬瀨 浅淺 村邨 来來 亀龜 沖冲 鶴靏靍 塚塜 尚尙 軽輕 気氣 桟棧 歓歡 観觀 勲勳 "
    "経經 芸藝 権權 厳嚴 検檢 乗乘 縄繩 穂穗 粋粹 随隨 聡聰 帯帶 鋳鑄 鎮鎭 当當 灯燈 "
    "稲稻 独獨 弐貳 拝拜 麦麥 姫姬 宝寶寳 満滿 弥彌 薬藥 余餘 予豫 頼賴 楽樂 緑綠 励勵 "
    "霊靈 歴歷 労勞 郎郞 録錄 湾灣 秋秌 梅楳 杉杦 兎兔 晋晉 蝉蟬 蔵藏 双雙 壮壯 "
)
"""The form in general use, then the variants folded into it, in groups parted by blanks.

Any form of a group could stand for it: keys are only compared with keys.
"""
_FOLD: Final = {ord(variant): group[0] for group in VARIANTS.split() for variant in group[1:]}
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NUMBERS: Final = re.compile("[0-9]|[一二三四五六七八九十]+(?:丁目|番)")
_BLANKS: Final = re.compile(r"\s+")
_HIRAGANA_TO_KATAKANA: Final = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}


def has_variation_selector(name: str) -> bool:
    """Tell whether a name asks for a particular glyph, which the screen can't draw: it is marked 「異体字あり」."""
    return _SELECTORS.search(name) is not None


def for_print(name: str) -> str:
    """Strip variation selectors, which reportlab would draw as □; the base glyph stays."""
    return _SELECTORS.sub("", name)


def name_key(name: str) -> str:
    """Fold a name in kanji or Latin letters for searching: NFKC, no selectors, no variants, no case, no blanks."""
    plain = unicodedata.normalize("NFKC", for_print(name)).translate(_FOLD)
    return _BLANKS.sub("", plain.casefold())


def katakana(kana: str) -> str:
    """Write a kana name in the form that registers have: full width, hiragana as katakana."""
    return unicodedata.normalize("NFKC", for_print(kana)).translate(_HIRAGANA_TO_KATAKANA)


def kana_key(kana: str) -> str:
    """Fold a kana name for searching and sorting: NFKC, katakana, without blanks."""
    return _BLANKS.sub("", katakana(kana))


def town_of(address: str) -> str:
    """Give an address without its numbers: 「川口市朝日1丁目2-3」 as 「川口市朝日」."""
    return _NUMBERS.split(unicodedata.normalize("NFKC", address), maxsplit=1)[0].strip()
