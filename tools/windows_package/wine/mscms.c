/* mscms.dll without colour profiles: in Wine's own, WcsCreateIccProfile ends the program. */
int __stdcall DllMainCRTStartup(void *instance, unsigned reason, void *reserved) { return 1; }

#define NOTHING(name) __declspec(dllexport) void *name(void) { return 0; }

NOTHING(OpenColorProfileW)
NOTHING(WcsCreateIccProfile)
NOTHING(GetColorProfileFromHandle)
NOTHING(CloseColorProfile)
