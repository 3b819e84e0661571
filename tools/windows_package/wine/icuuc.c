/* icuuc.dll, which Windows has and Wine has not: Qt6Core asks it for old character sets only, and hears that there
   is none. */
int __stdcall DllMainCRTStartup(void *instance, unsigned reason, void *reserved) { return 1; }

#define NOTHING(name) __declspec(dllexport) void *name(void) { return 0; }
#define UNSUPPORTED 4

__declspec(dllexport) void *ucnv_open(const char *name, int *error) {
    if (error) *error = UNSUPPORTED;
    return 0;
}
NOTHING(ucnv_close)
NOTHING(ucnv_reset)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_getName)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_getStandardName)
NOTHING(ucnv_getAvailableName)
NOTHING(ucnv_countAvailable)
