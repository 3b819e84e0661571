"""Which print queues make a file or send a fax: a slip with a password goes to paper and nowhere else.

What such a queue is called by its owner doesn't matter; its port, its driver and its device tell.
"""

import re
from typing import Final

_PORTS: Final = (
    r"portprompt:",  # Microsoft Print to PDF, XPS Document Writer: asks for the file's name
    r"file:",
    r"xpsport:",
    r"nul:?$",  # OneNote of Office
    r"shrfax:",
    r"microsoft\.office\.onenote",  # OneNote of the Store
    r"microsoft document imaging writer port:",
    r"(cubepdf|pdfcreator|primoport|pdfcmon|bullzip|foxit|dopdf|cpw\d+|dop\d+|xdw\d*)[\w ]*:",
    r"[a-z]:[\\/]",  # Local Port prints into the file of this path
    r".*\.(pdf|xps|oxps|ps|prn|tiff?)$",  # a file's own name: Adobe PDF has Documents\*.pdf
)
_DRIVERS: Final = (
    r"pdf(?![a-z])",  # CubePDF, いきなりPDFドライバー, Pdf995
    r"pdf(creator|converter|writer|printer)",
    r"\bo?xps document writer",
    r"\bonenote\b",
    r"\bdocuworks printer",
    r"\b(image|document imaging) writer\b",
    r"^microsoft software printer driver$",  # what Store programs print into
    r"\bfax\b(?!-\w*\d)",  # FAX-2840 is a printer's model
)
_FAX_ATTRIBUTE: Final = 0x4000  # PRINTER_ATTRIBUTE_FAX

_DEVICES: Final = (
    r"file:",
    r"/",  # lpstat leaves out `file:`
    r"(cups-)?pdf[\w+.-]*:",
    r"tofile[\w+.-]*:",
    r"boomaga[\w+.-]*:",
    r"(mailto|email|smtp):",
    r"[\w+.-]*fax[\w+.-]*:",  # hpfax, efax, driverless-fax
)

_PORT: Final = re.compile("|".join(_PORTS), re.IGNORECASE)
_DRIVER: Final = re.compile("|".join(_DRIVERS), re.IGNORECASE)
_DEVICE: Final = re.compile("|".join(_DEVICES), re.IGNORECASE)


def makes_file_on_windows(ports: str, driver: str, attributes: int) -> bool:
    """Tell it of a queue of Windows.

    Args:
        ports: the queue's ports, with commas between several.
        driver: the driver's name.
        attributes: PRINTER_ATTRIBUTE_* bits.
    """
    if attributes & _FAX_ATTRIBUTE or _DRIVER.search(driver):
        return True
    return any(_PORT.match(port.strip()) for port in ports.split(","))


def makes_file_on_cups(device: str) -> bool:
    """Tell it of a queue of CUPS by its device URI, as `lpstat -v` writes it."""
    return _DEVICE.match(device) is not None
