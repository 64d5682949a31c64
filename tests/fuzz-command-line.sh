#!/usr/bin/env bash
# Runs the command line over random arguments and damaged files: a million cases, or as many as the first argument says.
# The second argument is the seed (default: 1). Every case that fails is printed with its words.
set -euo pipefail
cd "$(dirname "$0")/.."
FLOWLOGS_FUZZ_CASES="${1:-1000000}" FLOWLOGS_FUZZ_SEED="${2:-1}" \
  dotnet test tests/FlowLogStack.Cli.Tests --nologo --filter FullyQualifiedName~CommandFuzzTests
