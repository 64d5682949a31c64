#!/usr/bin/env python3
"""Measures the synthesis of the default stack and of a stack with everything on, with the lowest and with the newest CDK.

Build FlowLogStack.sln first, and run FlowLogStack.Packages.Tests once: it downloads the newest CDK. Linux only, since memory is read from /proc.
Prints a table: medians of the time, of the CPU time, and of the peak memory of .NET and Node.js together.
"""
import argparse
import ctypes
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = 4096
PR_SET_CHILD_SUBREAPER = 36

PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <NuGetAudit>false</NuGetAudit>
    <RestorePackagesPath>{packages}</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Amazon.CDK.Lib" Version="{version}" />
    <Reference Include="{app}/FlowLogStack.*.dll" />
  </ItemGroup>
</Project>
"""


def resident(root):
    """The resident bytes of a process and of its descendants."""
    parents, sizes = {}, {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = pathlib.Path("/proc", entry, "stat").read_text().rsplit(")", 1)[1].split()
                parents[int(entry)] = int(fields[1])
                sizes[int(entry)] = int(fields[21]) * PAGE
            except (FileNotFoundError, ProcessLookupError, IndexError):
                continue
    found, pending = 0, [root]
    while pending:
        process = pending.pop()
        found += sizes.get(process, 0)
        pending += [child for child, parent in parents.items() if parent == process]
    return found


def cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def reap():
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass


def run(command, settings):
    """Synthesizes once: seconds, CPU seconds, peak bytes."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "flowlogs.json").write_text(settings)
        variables = {**os.environ, "CDK_OUTDIR": os.path.join(folder, "cdk.out"), "CDK_CONTEXT_JSON": "{}"}
        before, started, peak = cpu(), time.monotonic(), 0
        with open(os.path.join(folder, "log"), "w+") as log:
            process = subprocess.Popen(command, cwd=folder, env=variables, stdout=log, stderr=log)
            while process.poll() is None:
                peak = max(peak, resident(process.pid))
                time.sleep(0.02)
            elapsed = time.monotonic() - started
            # Node.js outlives .NET by a moment.
            reap()
            if process.returncode != 0:
                log.seek(0)
                sys.exit(f"{' '.join(command)} exited with {process.returncode}:\n{log.read()}")
        return elapsed, cpu() - before, peak


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="syntheses of each kind. Default: 5")
    parser.add_argument("--newest", default="2.277.0", help="version of Amazon.CDK.Lib. Default: %(default)s")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    app = ROOT / "src/FlowLogStack.App/bin/Debug/net10.0"
    data = pathlib.Path(os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local/share")
    cache = data / "flowlogstack-tests" / f"cdk-{options.newest}"
    for needed, fix in ((app / "FlowLogStack.App.dll", "Build FlowLogStack.sln"), (cache / "done", "Run FlowLogStack.Packages.Tests")):
        if not needed.exists():
            sys.exit(f"{needed} is missing. {fix} first.")

    with tempfile.TemporaryDirectory() as host:
        pathlib.Path(host, "Newest.csproj").write_text(PROJECT.format(packages=cache / "packages", version=options.newest, app=app))
        pathlib.Path(host, "Program.cs").write_text("System.Console.WriteLine();\n")
        pathlib.Path(host, "nuget.config").write_text(
            f'<configuration><packageSources><add key="made" value="{cache / "feed"}" /></packageSources></configuration>\n')
        subprocess.run(["dotnet", "build", "--nologo", "-v", "quiet", "-o", f"{host}/out"], cwd=host, check=True, stdout=sys.stderr)
        shutil.copytree(app / "processor", f"{host}/out/processor", dirs_exist_ok=True)
        newest = ["dotnet", "exec", "--runtimeconfig", f"{host}/out/Newest.runtimeconfig.json", "--depsfile", f"{host}/out/Newest.deps.json",
                  f"{host}/out/FlowLogStack.App.dll"]
        lowest = ["dotnet", str(app / "FlowLogStack.App.dll")]
        everything = (ROOT / "tests/FlowLogStack.Packages.Tests/everything.flowlogs.json").read_text()
        print("| settings | CDK | time | CPU time | memory |\n|---|---|--:|--:|--:|")
        for name, settings in (("default stack", "{}"), ("everything on", everything)):
            for version, command in (("lowest", lowest), (options.newest, newest)):
                run(command, settings)
                runs = [run(command, settings) for _ in range(options.runs)]
                elapsed, used, peak = (statistics.median(column) for column in zip(*runs))
                print(f"| {name} | {version} | {elapsed:.1f} s | {used:.1f} s | {peak / 1e6:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
