"""Prints the coverage of a run of tests: lines and branches as a whole and by folder, then the lines that no test executes.

Usage: coverage.py FOLDER, where the FOLDER contains coverage.cobertura.xml of one or several runs. A line counts if one of the runs executes it.
"""
import collections
import pathlib
import re
import sys
import xml.etree.ElementTree


def place(name):
    """The path of a source file below its project."""
    return re.sub(r"^.*?FlowLogStack\.\w+/", "", name.replace("\\", "/"))


def main(folder):
    reports = sorted(pathlib.Path(folder).rglob("coverage.cobertura.xml"))
    lines, branches = collections.defaultdict(dict), collections.defaultdict(dict)
    for part in (part for report in reports for part in xml.etree.ElementTree.parse(report).getroot().iter("class")):
        file = place(part.get("filename"))
        for line in part.find("lines"):
            number = int(line.get("number"))
            lines[file][number] = lines[file].get(number, 0) + int(line.get("hits"))
            if match := re.search(r"\((\d+)/(\d+)\)", line.get("condition-coverage") or ""):
                taken, all_ = branches[file].get(number, (0, 0))
                branches[file][number] = (max(taken, int(match[1])), max(all_, int(match[2])))

    if not lines:
        sys.exit("The runs measured no line. Use the name of a project below src that the tests refer to, such as Records.")

    def share(files):
        hit = sum(1 for file in files for hits in lines[file].values() if hits)
        count = sum(len(lines[file]) for file in files)
        taken = sum(pair[0] for file in files for pair in branches[file].values())
        all_ = sum(pair[1] for file in files for pair in branches[file].values())
        return f"lines {hit:,} of {count:,} ({100 * hit / max(count, 1):.1f} %), branches {taken:,} of {all_:,} ({100 * taken / max(all_, 1):.1f} %)"

    print(f"all: {share(list(lines))}")
    folders = collections.defaultdict(list)
    for file in lines:
        folders[file.split("/")[0]].append(file)
    for name, files in sorted(folders.items()):
        print(f"  {name}: {share(files)}")
    for file, hits in sorted(lines.items()):
        if missed := sorted(number for number, count in hits.items() if not count):
            print(f"not executed: {file}: {', '.join(map(str, missed))}")


if __name__ == "__main__":
    main(sys.argv[1])
