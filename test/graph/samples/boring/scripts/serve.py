# A stand-in: only its place matters here.
