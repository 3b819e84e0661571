"""What is said of files and folders that a command was told to read or to write, and of what stands in a library's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract import errors
from services.contract.errors import BackupFault
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text.error_words import TELL_KEEPER

_NOTHING_CHANGED: Final = QT_TRANSLATE_NOOP("messages", "何も変わっていません。別の控えを使ってください。")
BACKUP: Final[Mapping[BackupFault, tuple[str, str]]] = MappingProxyType(
    {
        BackupFault.DAMAGED: (
            QT_TRANSLATE_NOOP("messages", "控え %1 は壊れています。または、データベースではありません。"),
            _NOTHING_CHANGED,
        ),
        BackupFault.DANGLING: (
            QT_TRANSLATE_NOOP("messages", "控え %1 に、参照先のない行があります。"),
            _NOTHING_CHANGED,
        ),
        BackupFault.NO_LIBRARY: (
            QT_TRANSLATE_NOOP("messages", "控え %1 は、Madoguchi の図書館ではありません。"),
            _NOTHING_CHANGED,
        ),
        BackupFault.NEWER: (
            QT_TRANSLATE_NOOP("messages", "控え %1 は、もっと新しいプログラムのものです。"),
            QT_TRANSLATE_NOOP("messages", "何も変わっていません。プログラムを新しくしてください。"),
        ),
        BackupFault.FOREIGN: (
            QT_TRANSLATE_NOOP(
                "messages", "控え %1 に、このプログラムのものでない表・トリガー・ビューがあります: %2。"
            ),
            QT_TRANSLATE_NOOP(
                "messages",
                "何も変わっていません。控えの写しから取り除いて、もう一度実行してください(docs/operations.md)。",
            ),
        ),
        BackupFault.RECORDS: (
            QT_TRANSLATE_NOOP("messages", "控え %1 の操作記録は、書き換えられているか欠けています。"),
            QT_TRANSLATE_NOOP(
                "messages", "何も変わっていません。それでも戻すときは --altered-records を付けてください。"
            ),
        ),
    }
)

_MOST_NAMED: Final = 20

type FileTrouble = (
    errors.FileNotWritable
    | errors.FileThere
    | errors.FileUnreadable
    | errors.FolderUnreadable
    | errors.FolderMissing
    | errors.FolderNotEmpty
    | errors.BackupUnfit
    | errors.RowsDangling
    | errors.SchemaForeign
)


def told(error: FileTrouble) -> tuple[str, str]:
    """Say what is wrong, and what to do now."""
    match error:
        case errors.RowsDangling() | errors.SchemaForeign():
            return _unfit(error)
        case errors.BackupUnfit(fault=fault, path=path, things=things):
            what, then = BACKUP[fault]
            return filled("messages", what, path, _named(things)), translate("messages", then)
        case errors.FileNotWritable(is_full=True):
            what = QT_TRANSLATE_NOOP("messages", "ディスクがいっぱいで、%1 に書き込めません。")
            then = QT_TRANSLATE_NOOP("messages", "空きを作ってから、もう一度実行してください。")
        case errors.FileNotWritable():
            what = QT_TRANSLATE_NOOP("messages", "%1 に書き込めません。")
            then = QT_TRANSLATE_NOOP("messages", "場所と書き込みの許可を確かめてください。")
        case errors.FileThere():
            what = QT_TRANSLATE_NOOP("messages", "%1 はもうあります。上書きはしません。")
            then = QT_TRANSLATE_NOOP("messages", "新しいファイルの名前を指定してください。")
        case errors.FileUnreadable():
            what = QT_TRANSLATE_NOOP("messages", "%1 を読めません。")
            then = QT_TRANSLATE_NOOP("messages", "場所と読み取りの許可を確かめてください。")
        case errors.FolderUnreadable():
            what = QT_TRANSLATE_NOOP("messages", "フォルダー %1 に、読み込める表のファイルがありません。")
            then = QT_TRANSLATE_NOOP("messages", "場所と読み取りの許可を確かめてください。")
        case errors.FolderMissing():
            what = QT_TRANSLATE_NOOP("messages", "フォルダー %1 がありません。")
            then = QT_TRANSLATE_NOOP("messages", "あるフォルダーを指定してください。")
        case errors.FolderNotEmpty():
            what = QT_TRANSLATE_NOOP("messages", "フォルダー %1 は空ではありません。上書きはしません。")
            then = QT_TRANSLATE_NOOP("messages", "空のフォルダーか、新しいフォルダーを指定してください。")
    return translate("messages", what).replace("%1", error.path), translate("messages", then)


def _unfit(error: errors.RowsDangling | errors.SchemaForeign) -> tuple[str, str]:
    """Say what of a library's content isn't as it must be."""
    match error:
        case errors.RowsDangling(rows=rows, table=table):
            what = QT_TRANSLATE_NOOP("messages", "データベースに、参照先のない行が%1件あります(表 %2 など)。")
            said = filled("messages", what, rows, table)
        case errors.SchemaForeign(things=things):
            what = QT_TRANSLATE_NOOP(
                "messages", "データベースに、このプログラムのものでない表・トリガー・ビューがあります: %1。"
            )
            said = filled("messages", what, _named(things))
    return said, translate("messages", TELL_KEEPER)


def _named(things: tuple[str, ...]) -> str:
    """Name the first of them, and count the others."""
    named, rest = "、".join(things[:_MOST_NAMED]), len(things) - _MOST_NAMED
    if rest <= 0:
        return named
    return filled("messages", QT_TRANSLATE_NOOP("messages", "%1、ほかに%2件"), named, str(rest))
