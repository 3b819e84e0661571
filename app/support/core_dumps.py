"""Keeps this process's memory, which holds patrons and passwords, out of dumps and away from other programs.

A program that crashes is written to the disk whole where core dumps are on, and systemd-coredump or Windows' error
reporting may pass it on. Where the threads were is still written down (`app/support/run_marker.py`).
"""

import ctypes
import sys

_PR_SET_DUMPABLE = 4
_SEM_NOGPFAULTERRORBOX = 0x2
_WER_FAULT_REPORTING_FLAG_NOHEAP = 0x1


def switch_off() -> None:
    """Let no crash of this process write its memory; on Linux no other program of the user can read it, either.

    Linux' `PR_SET_DUMPABLE` is what also stops a core pattern that pipes into a program, for which the limit doesn't
    count, and what keeps debuggers of the same user out. Programs that this one starts are as they always were, but
    for the limit. What a system doesn't have is left out: no desk stays closed for it.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(kernel.GetErrorMode() | _SEM_NOGPFAULTERRORBOX)
        kernel.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
