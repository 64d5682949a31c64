#!/usr/bin/env bash
# Measures the lines and branches of a project that tests execute, and lists the lines that none executes. Requires python3.
# Usage: bash tests/coverage.sh [PROJECT TESTS...], such as Records Records Detections. Default: Records and Processing, by the tests of their names alone.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$#" -eq 0 ]; then
  bash "$0" Records Records
  exec bash "$0" Processing Processing
fi
name=$1
shift
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
options=DataCollectionRunSettings.DataCollectors.DataCollector.Configuration
for tests in "$@"; do
  project="tests/FlowLogStack.$tests.Tests"
  dotnet build "$project" -p:Coverage=true -v quiet --nologo
  adapter="$(dotnet msbuild "$project" -getProperty:NuGetPackageRoot)coverlet.collector/$(dotnet msbuild "$project" -getProperty:CoverletVersion)/build/net10.0"
  # Deterministic builds have other paths of sources, which coverlet would take for absent.
  dotnet test "$project" --no-build --nologo --collect "XPlat Code Coverage" --test-adapter-path "$adapter" --results-directory "$results/$tests" \
    -- "$options.Include=[FlowLogStack.$name]*" "$options.ExcludeByAttribute=GeneratedCodeAttribute" "$options.ExcludeAssembliesWithoutSources=None"
done
python3 tests/coverage.py "$results"
