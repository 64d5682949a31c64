#!/usr/bin/env bash
# Measures the time from `dotnet new console` to the template of the README's program: measure-fresh-app.sh PACKAGES [CDK [FEED]].
# PACKAGES is a folder that .ci/pack has made. CDK is a version of Amazon.CDK.Lib, by default the lowest supported one; FEED a folder with packages
# that the other feeds lack.
set -euo pipefail
packages=$(cd "${1:?Add the folder of the packages.}" && pwd)
feed=${3:+$(cd "$3" && pwd)}
readme=$(cd "$(dirname "$0")/.." && pwd)/README.md
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=1 CDK_DISABLE_CLI_TELEMETRY=true
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of the packages' own version, the cache of the user can have another build.
export NUGET_PACKAGES="$folder/cache"

TIMEFORMAT='%R s elapsed, %U s + %S s of CPU time'
step() { echo "$*"; time "$@" > log 2>&1 || { cat log >&2; exit 1; }; }

start=$SECONDS
step dotnet new console --name Network --output app
cd app
dotnet new nugetconfig > /dev/null
dotnet nuget add source "$packages" --name packages --configfile nuget.config > /dev/null
[ -z "$feed" ] || dotnet nuget add source "$feed" --name feed --configfile nuget.config > /dev/null
step dotnet add package FlowLogStack.Constructs
[ -z "${2:-}" ] || step dotnet add package Amazon.CDK.Lib --version "$2"
awk '/^```csharp/ { inside = 1; next } /^```/ { inside = 0 } inside' "$readme" > Program.cs
step npx --yes aws-cdk@2.1148.1 synth --quiet --app "dotnet run"
grep -q AWS::EC2::FlowLog cdk.out/Network.template.json
echo "$((SECONDS - start)) s from dotnet new to the template"
