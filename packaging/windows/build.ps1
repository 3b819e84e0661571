# Makes the one-folder application and its installer on Windows. Needs Python 3.12 to 3.14 and the WiX Toolset:
#     dotnet tool install --global wix
# then, in the project's folder:
#     powershell -File packaging\windows\build.ps1
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

if (-not (Test-Path .venv)) { py -3.13 -m venv .venv }
$python = ".venv\Scripts\python"
& $python -m pip install --require-hashes -r requirements\package.txt
if ($LASTEXITCODE) { exit 1 }
& $python -m tools.package
if ($LASTEXITCODE) { exit 1 }

$version = & $python -c "from tools.package import version; print(version())"
wix build packaging\windows\madoguchi.wxs -arch x64 -d Version=$version -d Folder=dist\madoguchi -d Icons=build\icons `
    -o dist\madoguchi-$version.msi
exit $LASTEXITCODE
