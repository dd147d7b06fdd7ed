"""Runs the documents as a reader would: each in a folder of its own, its blocks in their order.

usage: documents.py PROGRAM WORK [--draw]

A fenced block is
  sh              run; `corridor` is PROGRAM. The folder stays that in which the block before it ended.
  yaml            a file under the name that its first line tells (`# rail.yaml`). A map that no command below it names is drawn.
                  A whole map without a name is drawn, too.
  csv, geojson, xml, html
                  a file under the last name in backticks of the text above it. Without a name it is only read.
  text, or none   directly below an sh block: its lines must be in what that block printed; `…` stands for anything, or for any lines.
An HTML comment above a block, which readers of the page do not see, says what is not so:
  <!-- not run: REASON -->      cannot be run here
  <!-- needs: TOOL… -->         run where these programs are installed
  <!-- exit: N -->              the block ends with this status, and says an error
  <!-- warns: REASON -->        the block ends well, but not without a warning
  <!-- with: FOLDER -->         a map file that lies beside the files of this folder, which the text links
  <!-- part of: FILE -->        keys that take the place of the same keys in that map file; or layers, which are added to its own
A picture in a folder below docs/pictures/ shows what the last `corridor render` above it draws, or that of a comment above it:
  <!-- drawn by: corridor render … -->
  <!-- drawn below: WHERE -->   the picture stands in the page once more, where it is drawn
--draw draws these pictures; without it they are compared in shape, size and source with what the documents draw now.
"""
import glob
import hashlib
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys

FILES = ["README.md", "CONTRIBUTING.md", "geodata/README.md", "docs/data/README.md"] + sorted(glob.glob("docs/*.md"))
FILES.remove("docs/map-file.in.md")  # what docs/map-file.md is made of
DATA = ("csv", "geojson", "xml", "html")
KINDS = ("sh", "yaml", "text", "") + DATA
PICTURE_PIXELS = 800  # width of a picture in the documents
SMALL = {"docs/pictures/cookbook": 600}  # of those of a folder
PICTURE_BYTES = {"docs/pictures/cookbook": 1200000}  # most that a folder may weigh
SOURCES = "docs/pictures/sources.txt"  # of every picture the digest of what it was drawn from

fails = 0
counts = {"run": 0, "not run": 0, "links": 0, "pictures": 0}


def result(name, fault):
    global fails
    if fault:
        fails += 1
        print(f"[  FAILED  ] {name}\n{fault}")
    else:
        print(f"[       OK ] {name}")


class Item:
    """A block or a picture: kind, text, line, the comment above it, the prose above it."""

    def __init__(self, kind, text, line, comment, above, follows):
        self.kind, self.text, self.line, self.comment, self.above, self.follows = kind, text, line, comment, above, follows

    def said(self, key):
        match = re.search(rf"<!-- {key}: (.*?) -->", self.comment)
        return match and match[1]


def read_items(text):
    """The blocks and pictures of a document in order; prose is only kept for the next block."""
    items, comment, above, block = [], "", "", None
    last_was_block = False
    for number, line in enumerate(text.split("\n"), 1):
        if block is not None:
            if line.startswith("```"):
                items.append(Item(block[0], "".join(one + "\n" for one in block[2]), block[1], comment, above, last_was_block))
                block, comment, above, last_was_block = None, "", "", True
            else:
                block[2].append(line)
            continue
        if line.startswith("```"):
            block = (line[3:].strip(), number, [])
            continue
        if line.startswith("<!--"):
            comment += line
            continue
        if not line.strip():
            continue
        for path in re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", line):
            items.append(Item("picture", path, number, comment, above, False))
        comment, above, last_was_block = "", line, False
    if block is not None:
        raise SystemExit(f"a block of line {block[1]} has no end")
    return items


def without_code(text):
    return re.sub(r"`[^`\n]*`", lambda code: "x" * len(code[0]), re.sub(r"(?ms)^```.*?^```", "", text))


def anchors(path):
    """The anchors that GitHub gives to the headings of a document."""
    found, seen = set(), {}
    for heading in re.findall(r"(?m)^#+ +(.*?) *$", re.sub(r"(?ms)^```.*?^```", "", open(path, encoding="utf-8").read())):
        heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        again = seen.get(anchor, 0)
        seen[anchor] = again + 1
        found.add(f"{anchor}-{again}" if again else anchor)
    return found


def check_links(document, text):
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(text)):
        if re.match(r"[a-z]+:", target):
            continue
        counts["links"] += 1
        path, _, anchor = target.partition("#")
        path = os.path.normpath(os.path.join(os.path.dirname(document), path)) if path else document
        if not os.path.exists(path):
            result(f"{document}: link {target}", f"there is no {path}")
        elif anchor and path.endswith(".md") and anchor not in anchors(path):
            result(f"{document}: link {target}", f"{path} has no heading '{anchor}'")


def file_name(block):
    if block.kind == "yaml":
        match = re.match(r"# ([\w./-]+\.yaml)\b", block.text)
        return match and match[1]
    names = [name for name in re.findall(r"`([^`]+)`", block.above) if re.fullmatch(r"[\w./-]+\.\w+", name)]
    return names[-1] if names else None


def png_head(path):
    """Width, height and colour type (3: palette) of a PNG."""
    with open(path, "rb") as file:
        head = file.read(26)
    return struct.unpack(">II", head[16:24]) + (head[25],)


def merged(base, part):
    """The map file `base` with the keys of `part` in place of its own, or with its layers behind its own."""
    sections = re.split(r"(?m)^(?=[a-z_]+:)", base)
    if part.lstrip().startswith("- "):
        return "".join(one.rstrip("\n") + "\n" + part if one.startswith("layers:") else one for one in sections)
    keys = re.findall(r"(?m)^[a-z_]+:", part)
    return "".join(one for one in sections if not one.startswith(tuple(keys))) + "\n" + part


class Document:
    def __init__(self, path, program, work, draw):
        self.path, self.program, self.draw = path, program, draw
        self.folder = os.path.join(work, path.replace("/", "-"))
        self.here = self.folder
        self.files = {}  # map files by name, as the page has them so far
        self.unread = {}  # those that no command has named yet: name, item
        self.below = set()  # pictures that are drawn further below
        self.command = None  # the last that draws
        self.printed = ""
        self.left_out = False
        os.makedirs(os.path.join(self.folder, "bin"))
        os.symlink(program, os.path.join(self.folder, "bin", "corridor"))
        os.symlink(os.path.dirname(program), os.path.join(self.folder, "build"))
        for name in ("seeds", "geodata", "docs", "tests"):
            os.symlink(os.path.abspath(name), os.path.join(self.folder, name))

    def shell(self, script, expected=0, may_warn=False):
        """Runs it where the one before ended. What is wrong, or nothing."""
        environment = dict(os.environ, HOME=self.folder, PATH=os.path.join(self.folder, "bin") + ":" + os.environ["PATH"], LC_ALL="C.UTF-8")
        ended = os.path.join(self.folder, ".ended")
        script = f"set -e\n{script}\npwd >{shlex.quote(ended)}\n"
        done = subprocess.run(["bash", "-c", script], cwd=self.here, env=environment, timeout=300, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        done.stdout = done.stdout.decode(errors="replace")
        self.printed = done.stdout
        if os.path.exists(ended):
            self.here = open(ended).read().rstrip("\n")
        if done.returncode != expected:
            return f"exit {done.returncode}, not {expected}:\n{done.stdout}"
        bad = re.search(r"(?m)^.*\b(warning|error): .*$", done.stdout)
        return f"says\n{bad[0]}" if bad and not expected and not may_warn else None

    def run(self, item):
        missing = [tool for tool in (item.said("needs") or "").split() if not shutil.which(tool)]
        reason = item.said("not run") or (missing and "not installed: " + " ".join(missing))
        if reason:
            counts["not run"] += 1
            print(f"[  SKIPPED ] {self.path}:{item.line} not run: {reason}")
            for name in list(self.unread):
                if name in item.text:
                    del self.unread[name]
            return
        counts["run"] += 1
        for name in list(self.unread):
            if re.search(rf"(?<![\w-]){re.escape(name)}", item.text):
                del self.unread[name]
        for line in re.sub(r"\\\n", " ", item.text).split("\n"):
            if re.match(r"(build/)?corridor render\b", line):
                self.command = line
        result(f"{self.path}:{item.line} commands", self.shell(item.text, int(item.said("exit") or 0), item.said("warns")))

    def check_printed(self, item):
        """Every line of the block in what was printed, in their order; … stands for anything."""
        if self.left_out:
            return
        printed, at = [line.rstrip() for line in self.printed.split("\n")], 0
        for line in item.text.rstrip("\n").split("\n"):
            if line.strip() in ("…", ""):
                continue
            wanted = re.compile(".*".join(re.escape(part) for part in line.rstrip().split("…")))
            while at < len(printed) and not wanted.fullmatch(printed[at]):
                at += 1
            if at == len(printed):
                result(f"{self.path}:{item.line} printed", f"not printed: {line}\nbut\n{self.printed}")
                return
        result(f"{self.path}:{item.line} printed", None)

    def write(self, item, name):
        self.read_unread(name)
        path = os.path.join(self.here, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(item.text)
        self.files[name] = item.text
        counts["run"] += 1
        if item.kind == "yaml":
            self.unread[name] = item

    def read_unread(self, only=None):
        """Draws the maps that no command has named, before a new text takes the name `only`, or at the end."""
        for name in list(self.unread):
            if only in (None, name):
                item = self.unread.pop(name)
                result(f"{self.path}:{item.line} {name}", self.shell(self.judging(item.text, shlex.quote(name))))

    @staticmethod
    def judging(text, name):
        if re.search(r"(?m)^batch:", text):
            return f"corridor batch {name} --dry-run"
        if re.search(r"(?m)^title:", text):
            return f"corridor check {name} --strict && corridor render {name} --strict -f svg -o {name}.svg"
        return f"corridor check {name} --strict"

    def yaml(self, item):
        name, context, beside = file_name(item), item.said("part of"), item.said("with")
        if beside:
            shutil.copytree(beside, self.here, dirs_exist_ok=True)
        if item.said("not run"):
            self.run(item)
        elif name:
            self.write(item, name)
        elif context or re.search(r"(?m)^title:", item.text):
            counts["run"] += 1
            text = merged(open(context, encoding="utf-8").read(), item.text) if context else item.text
            name = f"parts/line-{item.line}.yaml" if context else f"line-{item.line}.yaml"  # parts/: ../geodata is found from there
            if context:
                os.makedirs(os.path.join(self.here, "parts"), exist_ok=True)
            with open(os.path.join(self.here, name), "w", encoding="utf-8") as file:
                file.write(text)
            result(f"{self.path}:{item.line} map", self.shell(self.judging(text, name)))
        else:
            result(f"{self.path}:{item.line} yaml", "no map (no title), no name (# NAME.yaml) and no comment that says what it is part of")

    def picture(self, item, sources):
        path = os.path.normpath(os.path.join(os.path.dirname(self.path), item.text))
        if re.match(r"[a-z]+:", item.text):
            return
        counts["pictures"] += 1
        if not self.draw and not os.path.exists(path):
            result(f"{self.path}:{item.line} {path}", "missing")
        if os.path.dirname(path).count("/") < 2:
            return  # directly in docs/pictures: not drawn by the documents
        if item.said("drawn below"):
            self.below.add(path)
            return
        self.below.discard(path)
        command = item.said("drawn by") or self.command
        if not command:
            result(f"{self.path}:{item.line} {path}", "no corridor render above it")
            return
        words = shlex.split(command, comments=True)
        drawn = self.drawn_by(words, 20)
        used = "".join(text for name, text in sorted(self.files.items()) if name in words)
        digest = hashlib.sha256((" ".join(words) + "\n" + used).encode()).hexdigest()[:16]
        if self.draw and not isinstance(drawn, str):
            drawn = self.drawn_by(words, 20 * SMALL.get(os.path.dirname(path), PICTURE_PIXELS) / drawn[0])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            shutil.copy(os.path.join(self.folder, "picture.png"), path)
            sources[path] = digest
        result(f"{self.path}:{item.line} {path}", drawn if isinstance(drawn, str) else self.picture_fault(path, drawn, digest, sources))

    def drawn_by(self, words, dpi):
        """What the command draws, in folder/picture.png: width and height, or what is wrong."""
        kept, drop = [], {"-o", "--output", "-f", "--format", "--dpi"}
        for word, before in zip(words, [""] + words):
            if word not in drop and before not in drop and word not in ("--responsive", "--all", "--palette") and not word.startswith(">"):
                kept.append(word)
        picture = os.path.join(self.folder, "picture.png")
        fault = self.shell(" ".join(shlex.quote(word) for word in kept) + f" -f png --palette --dpi {dpi:g} -o {shlex.quote(picture)}")
        return fault or png_head(picture)

    def picture_fault(self, path, drawn, digest, sources):
        if not os.path.exists(path):
            return "missing"
        width, height, colours = png_head(path)
        wanted = SMALL.get(os.path.dirname(path), PICTURE_PIXELS)
        if not 0.8 * wanted <= width <= 1.1 * wanted or colours != 3:
            return f"{width} pixels wide, colour type {colours}: not about {wanted} with a palette"
        if abs(height / width - drawn[1] / drawn[0]) > 1.5 / min(drawn[:2]):
            return f"{width} x {height}: not the shape of what is drawn now, {drawn[0]} x {drawn[1]}"
        if sources.get(path) != digest:
            return "drawn from another text than the page has now: run `make docs`, and look at it"
        return None

    def run_all(self, text, sources):
        for item in read_items(text):
            if item.kind == "picture":
                self.picture(item, sources)
            elif item.kind not in KINDS:
                result(f"{self.path}:{item.line} block", f"'{item.kind}' is none of {', '.join(KINDS)}")
            elif item.kind == "sh":
                skipped = counts["not run"]
                self.run(item)
                self.left_out = counts["not run"] > skipped
            elif item.kind == "yaml":
                self.yaml(item)
            elif item.kind in DATA and file_name(item):
                self.write(item, file_name(item))
            elif item.kind in ("text", "") and item.follows and not item.said("not run"):
                self.check_printed(item)
        self.read_unread()
        for path in sorted(self.below):
            result(f"{self.path}: {path}", "not drawn below")


def main():
    program, work = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    draw = "--draw" in sys.argv[3:]
    only = [one for one in sys.argv[3:] if one != "--draw"]
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    sources = {}
    if os.path.exists(SOURCES):
        sources = dict(reversed(line.split()) for line in open(SOURCES, encoding="utf-8"))
    for path in only or FILES:
        text = open(path, encoding="utf-8").read()
        Document(path, program, work, draw).run_all(text, sources)
        check_links(path, text)
    shown = {os.path.normpath(os.path.join(os.path.dirname(path), target)) for path in FILES
             for target in re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", open(path, encoding="utf-8").read())}
    if draw:
        with open(SOURCES, "w", encoding="utf-8") as file:
            file.writelines(f"{digest} {path}\n" for path, digest in sorted(sources.items()) if path in shown)
    if not only:
        unused = [path for path in glob.glob("docs/pictures/**/*.png", recursive=True) if path not in shown]
        result("pictures that no document shows", ", ".join(unused))
        for folder, most in PICTURE_BYTES.items():
            weight = sum(os.path.getsize(path) for path in glob.glob(folder + "/*"))
            result(f"weight of {folder}: {weight} of {most} bytes", weight > most and "too heavy")
    nothing = [key for key in ("run", "links", "pictures") if counts[key] == 0]
    result("blocks, links and pictures are found", not only and nothing and "none: " + ", ".join(nothing))
    print(f"{counts['run']} blocks run, {counts['not run']} not run; {counts['links']} links, {counts['pictures']} pictures")
    sys.exit(1 if fails else 0)


main()
