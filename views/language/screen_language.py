"""The language of the screen: Japanese is what the texts are written in, English comes from a translation file.

What patrons read (`views/text/words.py`) is the patron page's and stays as it is.
"""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from services.files.resources import resource_path
from viewmodels.settings.settings import Language
from views.language.translation import translate

OWN_NAMES = {Language.JAPANESE: "日本語", Language.ENGLISH: "English"}
"""The languages to choose from, each in its own words."""


class ScreenLanguage(QObject):
    """Has the application speak one language; what is shown already keeps the one before.

    Attributes:
        spoken: the language in force.
    """

    def __init__(self, app: QCoreApplication, wanted: Language, *, glosses: bool = True) -> None:
        """Speak a language.

        Args:
            app: what speaks, and this object's owner.
            wanted: see `speak`.
            glosses: what patrons read has its meaning beside it where the screen isn't Japanese.
        """
        super().__init__(app)
        self._app = app
        self._glosses = glosses
        self._translators: tuple[QTranslator, ...] = ()
        self.spoken = Language.JAPANESE
        self.speak(wanted)

    def speak(self, wanted: Language) -> None:
        """Change the language of every text from now on.

        Args:
            wanted: `AUTO` takes the first language of the system that there is, else Japanese.
        """
        self.spoken = _of_system() if wanted is Language.AUTO else wanted
        self.fall_silent()
        files = [f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{self.spoken}.qm"]
        if self.spoken is not Language.JAPANESE:
            names = ("madoguchi", "glosses") if self._glosses else ("madoguchi",)
            files += [str(resource_path(f"translations/{name}_{self.spoken}.qm")) for name in names]
        self._translators = tuple(found for file in files if (found := self._loaded(file)) is not None)
        for translator in self._translators:
            self._app.installTranslator(translator)
        translate.cache_clear()

    def fall_silent(self) -> None:
        """Take the translations away, as before the first one."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = ()
        translate.cache_clear()

    def _loaded(self, file: str) -> QTranslator | None:
        """Read a translation; Qt's own can be missing, and then its few texts are English."""
        translator = QTranslator(self)
        return translator if translator.load(file) else None


def _of_system() -> Language:
    for name in QLocale.system().uiLanguages():
        language = name.partition("-")[0]
        if language in OWN_NAMES:
            return Language(language)
    return Language.JAPANESE
