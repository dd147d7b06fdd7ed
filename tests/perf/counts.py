"""Instructions and allocations of a callgrind profile: prints "INSTRUCTIONS ALLOCATIONS". usage: counts.py FILE"""
import re, sys

ALLOCATORS = {"malloc", "calloc", "realloc", "memalign", "posix_memalign", "aligned_alloc"}
names, callee, allocations, instructions = {}, None, 0, None
for line in open(sys.argv[1], errors="replace"):
    if line.startswith(("fn=", "cfn=")):
        found = re.match(r"c?fn=\((\d+)\)(?: (.*))?", line.rstrip())
        if found.group(2):
            names[found.group(1)] = found.group(2)
        if line.startswith("cfn="):
            callee = names[found.group(1)]
    elif line.startswith("calls=") and callee in ALLOCATORS:
        allocations += int(line[6:].split()[0])
    elif line.startswith(("summary:", "totals:")):
        instructions = int(line.split()[1])
print(instructions, allocations)
