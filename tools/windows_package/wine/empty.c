/* A library with nothing in it but what its .def file forwards. */
int __stdcall DllMainCRTStartup(void *instance, unsigned reason, void *reserved) { return 1; }
