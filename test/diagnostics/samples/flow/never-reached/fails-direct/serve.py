import sys
import uvicorn

uvicorn.run("app:app", host=sys.argv[4], port=int(sys.argv[2]))
