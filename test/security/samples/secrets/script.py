import os

import thunderhead

thunderhead.report(key=os.environ["API_KEY"])
raise RuntimeError("refused with " + os.environ["API_KEY"])
