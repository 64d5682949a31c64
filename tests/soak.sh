#!/usr/bin/env bash
# Drives the published function with two million records under faults and kills, and counts each in and out. Half an hour on two cores.
# Options: --records N, --minutes N, --seed N, --kinds a,b, --runtime managed|native, --result FILE.
# Exit code 1: something was lost, stayed behind, or memory grew.
set -euo pipefail
exec dotnet run -c Release --project "$(dirname "$0")/FlowLogStack.Soak" -- "$@"
