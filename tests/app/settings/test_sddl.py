"""Windows' security descriptors: who is no administrator and owns a thing or may change it."""

import pytest

from app.settings.sddl import CHANGES_FILE, CHANGES_FOLDER, Principal, untrusted_principal

_USER = "S-1-5-21-1004336348-1177238915-682003330-1001"
_INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"

OF_PROGRAM_DATA = (
    "O:BAG:BAD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)"
    "(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)"
)
"""A folder that an administrator makes in C:\\ProgramData: users may add files, and nothing else."""

OF_A_USER = f"O:{_USER}G:{_USER}D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;{_USER})(A;ID;0x1200a9;;;BU)"
OF_THE_FILE = "O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)"


@pytest.mark.parametrize(
    ("descriptor", "changes", "expected"),
    [
        (OF_PROGRAM_DATA, CHANGES_FOLDER, None),
        (OF_THE_FILE, CHANGES_FILE, None),
        (OF_THE_FILE.replace("O:BA", "O:SY"), CHANGES_FILE, None),
        (OF_THE_FILE.replace("O:BA", f"O:{_INSTALLER}"), CHANGES_FILE, None),
        (OF_THE_FILE.replace("O:BA", "O:S-1-5-32-544"), CHANGES_FILE, None),
        (OF_THE_FILE.replace("G:SY", ""), CHANGES_FILE, None),
        (OF_THE_FILE + "S:AI(AU;SAFA;FA;;;WD)", CHANGES_FILE, None),
        (OF_THE_FILE + "(D;;FA;;;WD)", CHANGES_FILE, None),
        (OF_THE_FILE + "(A;;FR;;;WD)(A;;FX;;;WD)(A;;GRGX;;;AU)(A;;0x120089;;;WD)", CHANGES_FILE, None),
        (OF_THE_FILE + "(A;OICIIO;GA;;;WD)", CHANGES_FILE, None),
        (OF_A_USER, CHANGES_FILE, Principal(_USER, owns=True)),
        (OF_A_USER.replace(f"O:{_USER}", "O:BA"), CHANGES_FILE, Principal(_USER, owns=False)),
        (OF_THE_FILE.replace("O:BA", "O:BU"), CHANGES_FILE, Principal("BU", owns=True)),
        *(
            (f"{OF_THE_FILE}(A;;{rights};;;WD)", CHANGES_FILE, Principal("WD", owns=False))
            for rights in (
                "FA",
                "FW",
                "GA",
                "GW",
                "SD",
                "WD",
                "WO",
                "DC",
                "0x1301bf",
                "0x2",
                "FRWD",
                "ZZ",
                "0777",
                "9x",
            )
        ),
        *(
            (f"{OF_PROGRAM_DATA}(A;;{rights};;;AU)", CHANGES_FOLDER, Principal("AU", owns=False))
            for rights in ("FA", "SD", "DT", "WD", "WO", "0x1301ff", "GA")
        ),
        (f"{OF_PROGRAM_DATA}(A;;FW;;;AU)", CHANGES_FOLDER, None),
        ('O:BAD:(XA;;FA;;;WD;(@User.Title=="PM"))', CHANGES_FILE, Principal("WD", owns=False)),
        ("O:BAG:BA", CHANGES_FILE, Principal("", owns=False)),
        ("O:BAD:NO_ACCESS_CONTROL", CHANGES_FILE, Principal("", owns=False)),
        ("O:BAD:(A;;FA;;;SY)(nothing that anybody knows;;;)", CHANGES_FILE, Principal("", owns=False)),
        ("D:(A;;FA;;;SY)", CHANGES_FILE, Principal("", owns=True)),
        ("", CHANGES_FILE, Principal("", owns=True)),
    ],
)
def test_strangers(descriptor: str, changes: int, expected: Principal | None) -> None:
    assert untrusted_principal(descriptor, changes) == expected


def test_nobody_may_do_anything_by_an_empty_list() -> None:
    assert untrusted_principal("O:SYD:P", CHANGES_FILE) is None
