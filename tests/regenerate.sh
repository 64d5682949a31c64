#!/usr/bin/env bash
# Regenerates the generated files: templates of the examples, settings schema, pages, and the lists of the public API and of ids. Takes some minutes.
# Review the difference before you commit it.
set -euo pipefail
cd "$(dirname "$0")/.."
export UPDATE_SNAPSHOTS=1
# The tests of a test project that compare with a file, which they write instead.
writers() {
  { grep -rlE 'Snapshot\.Matches(File)?\(|\.Pictured\(' "$1" --include='*Tests.cs' || true; } \
    | xargs -r -n 1 basename -s .cs | sed 's/^/FullyQualifiedName~./' | paste -sd '|'
}
# The examples are read with the schema, so it is written first. The command line contains templates that the tests of the app wrote before.
dotnet test tests/FlowLogStack.App.Tests --nologo --filter FullyQualifiedName~.SettingsSchemaTests
for folder in tests/*.Tests; do
  classes=$(writers "$folder")
  [ -z "$classes" ] || dotnet test "$folder" --nologo --filter "$classes"
done
git status --short
