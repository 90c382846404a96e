import sys
import thunderhead

text = open(sys.argv[1]).read()
thunderhead.report(score=f"{sys.argv[2]}: {text}")
