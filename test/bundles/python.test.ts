import { expect, test } from "vitest";
import { pythonFiles } from "#parse/python-files.ts";
import { memoryHost } from "#source/memory-host.ts";

const filesOf = (script: string, files: Readonly<Record<string, string>>) =>
  pythonFiles(script, {
    directory: "/app",
    host: memoryHost(
      Object.fromEntries(Object.entries(files).map(([file, text]) => [`/app/${file}`, text])),
    ),
  });

test("a script brings the modules it imports, and theirs; other scripts stay", () => {
  const files = {
    "scripts/serve.py": "import os, model\nfrom lib.data import (load,\n  save)  # both\n",
    "scripts/model.py": "import sys; from . import shapes\n",
    "scripts/shapes.py": "",
    "scripts/lib/__init__.py": "",
    "scripts/lib/data.py": "from .deep import words\ndef later():\n    import late\n",
    "scripts/lib/deep/__init__.py": "from ..other import x",
    "scripts/lib/deep/words.py": "",
    "scripts/lib/other.py": "",
    "scripts/late.py": "",
    "scripts/train.py": "import model\n",
    "scripts/lib/unused.py": "",
    "other.py": "",
  };
  expect(filesOf("scripts/serve.py", files)).toEqual([
    "scripts/late.py",
    "scripts/lib/__init__.py",
    "scripts/lib/data.py",
    "scripts/lib/deep/__init__.py",
    "scripts/lib/deep/words.py",
    "scripts/lib/other.py",
    "scripts/model.py",
    "scripts/serve.py",
    "scripts/shapes.py",
  ]);
});

test("an import by a computed name brings every module of the folder, but no environment", () => {
  const files = {
    "main.py": "import importlib\nimportlib.import_module(name)\n",
    "a.py": "",
    "b/c.py": "",
    "venv/lib/d.py": "",
    ".hidden/e.py": "",
    "notes.txt": "",
  };
  expect(filesOf("main.py", files)).toEqual(["a.py", "b/c.py", "main.py"]);
});
