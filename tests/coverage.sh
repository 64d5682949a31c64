#!/usr/bin/env bash
# Measures the lines and branches of Records and Processing that the tests of each execute, and lists the lines that none executes.
# Usage: bash tests/coverage.sh [Records] [Processing]. Requires python3. Takes some minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$#" -gt 0 ] || set -- Records Processing
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
options=DataCollectionRunSettings.DataCollectors.DataCollector.Configuration
for name in "$@"; do
  project="tests/FlowLogStack.$name.Tests"
  dotnet build "$project" -p:Coverage=true -v quiet --nologo
  adapter="$(dotnet msbuild "$project" -getProperty:NuGetPackageRoot)coverlet.collector/$(dotnet msbuild "$project" -getProperty:CoverletVersion)/build/net10.0"
  # Deterministic builds have other paths of sources, which coverlet would take for absent.
  dotnet test "$project" --no-build --nologo --collect "XPlat Code Coverage" --test-adapter-path "$adapter" --results-directory "$results/$name" \
    -- "$options.Include=[FlowLogStack.$name]*" "$options.ExcludeByAttribute=GeneratedCodeAttribute" "$options.ExcludeAssembliesWithoutSources=None"
  python3 tests/coverage.py "$results/$name"
done
