# Makes the one-folder application on Windows. Needs Python 3.12 to 3.14. In the project's folder:
#     powershell -File packaging\windows\build.ps1
# The MSI is made of it on Debian: make package ARGS="windows --folder FOLDER" (docs/windows.md).
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

if (-not (Test-Path .venv)) { py -3.13 -m venv .venv }
$python = ".venv\Scripts\python"
& $python -m pip install --require-hashes -r requirements\package.txt
if ($LASTEXITCODE) { exit 1 }
& $python -m tools.package
exit $LASTEXITCODE
