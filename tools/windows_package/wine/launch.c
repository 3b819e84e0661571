/* python.exe: runs python313.dll, as python.org's own does. Wine keeps QT_* variables from programs, so that
   KEEP_QT_X=... becomes QT_X=... here; and the C runtime misreads a Unix TZ, which is taken away. */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#define PREFIX L"KEEP_QT_"
#define KEEP 5 /* letters of KEEP_ */

int wmain(int argc, wchar_t **argv) {
    wchar_t *each = GetEnvironmentStringsW(), copy[4096];
    _wputenv(L"TZ=");
    for (; *each; each += wcslen(each) + 1) {
        if (!wcsncmp(each, PREFIX, wcslen(PREFIX)) && wcslen(each) < 4000) {
            wcscpy(copy, each + KEEP);
            _wputenv(copy);
        }
    }
    HMODULE python = LoadLibraryW(L"python313.dll");
    return python ? ((int (*)(int, wchar_t **))(void *)GetProcAddress(python, "Py_Main"))(argc, argv) : 111;
}
