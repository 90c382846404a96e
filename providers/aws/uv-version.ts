/** Of the Python package index; machines get this one, and tests lock with it. */
export const uvVersion = "0.13.9";

/** Its wheels, by what they run on. */
export const uvWheels = {
  x86_64: {
    platform: "manylinux2014_x86_64",
    sha256: "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
  },
  arm64: {
    platform: "manylinux2014_aarch64",
    sha256: "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
  },
} as const;
