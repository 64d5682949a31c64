#!/usr/bin/env bash
# Changes a sample of the code of Records or Processing, one expression or statement at a time, runs the tests that execute it, and prints the share
# of the changes that a test notices, by folder, and each change that none noticed. Requires python3. Works in a copy of the committed files.
# Usage: bash tests/mutation.sh PROJECT [SHARE [PATTERN...]], such as Records 0.05, or Records 1 'Reading/Csv*.cs'. SHARE: part of the members of types,
# default 0.04 of Records and 0.12 of Processing: a run of about 20 minutes on one CPU core. Stryker prints a dot for a change that a test noticed, S for one
# that none did, and T for a timeout.
set -euo pipefail
cd "$(dirname "$0")/.."
project=${1:?Use Records or Processing as the first argument.}
declare -A shares=([Records]=0.04 [Processing]=0.12)
share=${2:-${shares[$project]:-0.04}}
shift $(($# < 2 ? $# : 2))
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 RunAnalyzers=false
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git archive HEAD | tar -x -C "$copy"
python3 tests/mutation.py choose "$copy" "$project" "$share" "$@"
cd "$copy/tests"
dotnet tool restore > /dev/null
# Standard output is the report alone.
dotnet tool run dotnet-stryker -- --config-file "mutation.$project.json" --output "$copy/result" --skip-version-check >&2
python3 mutation.py report "$copy/result/reports/mutation-report.json"
