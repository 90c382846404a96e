import { by, type Part, refused } from "./rule.ts";

const volume = "paths/volume.test.ts";
const versions = "runtime/versions.test.ts";

export const paths: Part = {
  part: "Paths, Drives, assets",
  rules: {
    "an attempt's local place is empty when it starts": [
      by(
        volume,
        "gives an attempt an empty place for its Path, whatever the attempt before left there",
      ),
    ],
    "previous is the version before, read in place": [
      by(volume, "keeps two versions apart, and says where the one before lies"),
    ],
    "restore copies what was before, to go on writing": [
      by("python/module.test.ts", "checkpoints on notice, and goes on from the checkpoint"),
      by(
        "runtime/nodes.test.ts",
        "makes one version of all nodes' Paths: a name stands as it is, and below rank-<i>/ only where two wrote it",
      ),
    ],
    "reading one's own place before writing it is told to use restore": [
      refused("path/local-before-write"),
    ],
    "a Path belongs to one field of one work, relative and inside it": [
      refused("path/wrong-name"),
      refused("path/nested"),
      refused("path/on-flow"),
      refused("path/two-owners"),
    ],
    "a Path is a reference and no text": [
      refused("path/as-text"),
      refused("path/local-in-flow"),
      by("runtime/path-objects.test.ts", "is no text: it says what to write instead"),
    ],
    "join, size, version, exists and copyTo say what a Path holds": [
      by(
        "runtime/path-objects.test.ts",
        "answers for what is below it, and copies it out to be written on",
      ),
    ],
    "a version is whole or not there, wherever its publish dies or fails": [
      by(
        "paths/every-call.test.ts",
        "and %s at any one of its calls leaves the old version whole, or makes the new one whole",
      ),
      by(
        "paths/crash.test.ts",
        "before its step %s leaves earlier versions whole, and the next attempt publishes under a new name",
      ),
    ],
    "a publish during the run copies what changed and links the rest": [
      by(
        "paths/copy.test.ts",
        "copies what was written since the version before, and links the rest to it",
      ),
      by("paths/copy.test.ts", "takes nothing for unchanged whose time of change could not tell"),
    ],
    "identical content makes no new version": [
      by(volume, "makes no new version of the same bytes, large files included"),
    ],
    "a failed attempt publishes nothing; a stale one is refused": [
      by("runtime/calls.test.ts", "drops what an attempt says that was given up"),
      by(volume, "publishes nothing where nothing was written"),
    ],
    "what is published on notice only the next attempt of the call sees": [
      by(
        "agent/life.test.ts",
        "lets a checkpoint made on notice reach the next attempt of the call, as partial",
      ),
    ],
    "a consumer starts only when what it was given is whole": [
      by(volume, "refuses to start a consumer whose input %s, naming producer, field and consumer"),
      by("runtime/calls.test.ts", "fails the call at once, naming the Path and the consumer"),
      refused("path/no-writer"),
      refused("path/read-before-write"),
    ],
    "verify: full compares every digest": [
      by(volume, "compares every digest where the Path asks for it"),
    ],
    "digests are computed on threads of their own": [
      by("paths/copy.test.ts", "computes digests beside the thread that asks for them"),
    ],
    "a version is handed over in place, read-only": [
      by(volume, "hands a version to its consumer in place, at a name of its own"),
      by(volume, "seals what it publishes, and can still take it away"),
    ],
    "a place of one work is no argument of another": [
      refused("path/local-crosses-works"),
      refused("path/string-crosses-works"),
    ],
    "kept are the last versions and all that is referred to; the rest is removed later": [
      by(
        versions,
        "kept are the last three, what state refers to, and what a running attempt was given",
      ),
      by(versions, "are given up on record, removed an hour later, and never again after that"),
      by(versions, "that are gone are named when they are asked for, with the way out"),
    ],
    "a Drive has any number of writers, and the last of a key wins": [
      by(
        "runtime/drive.test.ts",
        "is a folder of files that any number of works write, list and read, the last writer of a key winning",
      ),
      by("runtime/drive.test.ts", "refuses names and keys that climb"),
    ],
    "a Mount is a folder here, and its absence is said before the run": [
      by(
        "runtime/mount.test.ts",
        "is a folder at its target, and a work that misses it does not start",
      ),
    ],
    "assets, scripts and pages lie beside the file that names them": [
      by(
        "runtime/assets.test.ts",
        "are resolved against the file that says them, in folders and in packages",
      ),
      refused("python/script-missing"),
    ],
  },
};
