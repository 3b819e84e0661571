"""Queues that make files, told from those that print."""

import pytest

from views.printing.file_queues import makes_file_on_cups, makes_file_on_windows


@pytest.mark.parametrize(
    ("port", "driver"),
    [
        ("PORTPROMPT:", "Microsoft Print To PDF"),
        ("PORTPROMPT:", "Microsoft XPS Document Writer v4"),
        ("PORTPROMPT:", "Generic / Text Only"),
        ("XPSPort:", "Microsoft XPS Document Writer"),
        ("FILE:", "RICOH IPSiO SP 6410 RPCS"),
        ("file:", "Generic / Text Only"),
        ("nul:", "Send to Microsoft OneNote 16 Driver"),
        ("nul:", "Generic / Text Only"),
        ("NUL", "Generic / Text Only"),
        ("SHRFAX:", "Microsoft Shared Fax Driver"),
        ("SHRFAX:", "Generic / Text Only"),
        (
            "Microsoft.Office.OneNote_16001.14326.20838.0_x64__8wekyb3d8bbwe_microsoft.onenoteim_S-1-5-21",
            "Microsoft Software Printer Driver",
        ),
        ("Documents\\*.pdf", "Adobe PDF Converter"),
        ("C:\\slips\\slip.prn", "EPSON TM-T88VI Receipt5"),
        ("C:\\slips\\out.txt", "EPSON TM-T88VI Receipt5"),
        ("D:\\spool\\slip", "Generic / Text Only"),
        ("c:/x.pcl", "HP Universal Printing PCL 6"),
        ("USB001,C:\\x", "HP LaserJet P3010 Series PCL 6"),
        ("CubePDF:", "Generic PostScript Printer"),
        ("CPW2:", "Generic PostScript Printer"),
        ("pdfcmon", "PDFCreator"),
        ("LPT1:", "CutePDF Writer"),
        ("LPT1:", "SkyPDF Driver"),
        ("LPT1:", "JUST PDF 5"),
        ("LPT1:", "いきなりPDF Driver"),
        ("LPT1:", "いきなりPDFドライバー"),
        ("LPT1:", "IkinariPDF Driver"),
        ("LPT1:", "Pdf995 Printer Driver"),
        ("LPT1:", "CubePDF"),
        ("LPT1:", "Antenna House PDF Driver 7.8"),
        ("LPT1:", "DocuWorks Printer"),
        ("USB001", "Microsoft Office Document Image Writer Driver"),
        ("USB001", "Canon Generic FAX Driver (FAX)"),
        ("USB002", "Brother PC-FAX v.3.2"),
        ("USB001, FILE:", "HP LaserJet P3010 Series PCL 6"),
    ],
)
def test_what_makes_a_file_on_windows(port: str, driver: str) -> None:
    assert makes_file_on_windows(port, driver, 0)


@pytest.mark.parametrize(
    ("port", "driver"),
    [
        ("USB001", "EPSON TM-T88VI Receipt5"),
        ("ESDPRT001", "EPSON TM-T88V Receipt"),
        ("LPT1:", "Generic / Text Only"),
        ("COM1:", "Star TSP100 Cutter (TSP143)"),
        ("IP_192.0.2.7", "RICOH IM C3000 JPN RPCS"),
        ("192.0.2.7", "Canon Generic Plus LIPSLX"),
        ("192.0.2.7_1", "FF Apeos C3570"),
        ("WSD-2f1a7a3e-8b1c-4d5e-9f00-1a2b3c4d5e6f", "HP Universal Printing PCL 6"),
        ("USB003", "Brother HL-L2375DW series"),
        ("USB003", "Brother FAX-2840 Printer"),
        ("USB003", "Canon FAX-L170"),
        ("TS001", "Remote Desktop Easy Print"),
        ("\\\\printserver\\reception", "KONICA MINOLTA C364SeriesPCL"),
        ("\\\\pc-2\\c\\slips", "Generic / Text Only"),
        ("nulprinter.example", "HP Universal Printing PS"),
        ("CUPS:Slip", "Slip"),
        ("", ""),
    ],
)
def test_what_prints_on_windows(port: str, driver: str) -> None:
    assert not makes_file_on_windows(port, driver, 0x1844)  # shared, local, published and the rest


def test_a_queue_that_windows_calls_a_fax() -> None:
    assert makes_file_on_windows("USB001", "RICOH IM C3000 JPN LAN-F", 0x4040)


@pytest.mark.parametrize(
    "device",
    [
        "cups-pdf:/",
        "cups-pdf:/library",
        "cups-pdf-archive:/",
        "pdfwriter:/",
        "pdf:/srv/slips",
        "file:///dev/null",
        "///dev/null",
        "/srv/slips/out.ps",
        "tofile:/srv/slips",
        "boomaga:/",
        "mailto:desk@example.jp",
        "hpfax:/usb/OfficeJet_Pro_9020?serial=X",
        "efax:/dev/ttyS0",
        "fax:/dev/modem",
        "driverless-fax:ipp://mfp.example/ipp/faxout",
        "CUPS-PDF:/",
    ],
)
def test_what_makes_a_file_on_cups(device: str) -> None:
    assert makes_file_on_cups(device)


@pytest.mark.parametrize(
    "device",
    [
        "usb://EPSON/TM-T88VI?serial=X",
        "socket://192.0.2.7:9100",
        "ipp://mfp.example/ipp/print",
        "ipps://pdfserver.example:631/printers/fax",
        "implicitclass://Reception/",
        "dnssd://Reception._ipp._tcp.local/?uuid=0",
        "lpd://192.0.2.7/lp",
        "smb://printserver/pdf",
        "hp:/net/LaserJet?hostname=X",
        "serial:/dev/ttyS0?baud=9600",
        "parallel:/dev/lp0",
        "",
    ],
)
def test_what_prints_on_cups(device: str) -> None:
    assert not makes_file_on_cups(device)
