/* The installer's own step, before anything is changed: no desk of any user is open.
 *
 * With a window it asks, again and again until the desks are closed or the administrator gives up. Without one (/qn)
 * the installation ends with 1603, and the log says why. A desk is known by its program's name: the processes of other
 * users may not be opened, but they are listed.
 */
#include <windows.h>
#include <msi.h>
#include <msiquery.h>
#include <tlhelp32.h>

static const WCHAR *const programs[] = {L"madoguchi-desk.exe", L"madoguchi.exe"};

static BOOL is_open(void)
{
    BOOL found = FALSE;
    PROCESSENTRY32W process;
    HANDLE processes = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (processes == INVALID_HANDLE_VALUE)
        return TRUE; /* it can't be known */
    process.dwSize = sizeof process;
    for (BOOL more = Process32FirstW(processes, &process); more && !found; more = Process32NextW(processes, &process))
        for (unsigned each = 0; each < sizeof programs / sizeof *programs; each++)
            if (!lstrcmpiW(process.szExeFile, programs[each]))
                found = TRUE;
    CloseHandle(processes);
    return found;
}

__declspec(dllexport) UINT __stdcall RequireClosed(MSIHANDLE install)
{
    WCHAR sentence[512];
    DWORD length = sizeof sentence / sizeof *sentence;
    if (MsiGetPropertyW(install, L"OpenDeskSentence", sentence, &length) != ERROR_SUCCESS)
        return ERROR_INSTALL_FAILURE;
    while (is_open()) {
        MSIHANDLE message = MsiCreateRecord(0);
        MsiRecordSetStringW(message, 0, sentence);
        int answer =
            MsiProcessMessage(install, (INSTALLMESSAGE)(INSTALLMESSAGE_ERROR | MB_RETRYCANCEL | MB_ICONWARNING), message);
        MsiCloseHandle(message);
        if (answer == IDCANCEL)
            return ERROR_INSTALL_USEREXIT;
        if (answer != IDRETRY)
            return ERROR_INSTALL_FAILURE;
    }
    return ERROR_SUCCESS;
}

BOOL WINAPI DllMainCRTStartup(HINSTANCE library, DWORD reason, void *reserved)
{
    (void)library, (void)reason, (void)reserved;
    return TRUE;
}
