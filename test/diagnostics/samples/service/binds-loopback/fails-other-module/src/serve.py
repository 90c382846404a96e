import uvicorn
from settings import HOST

uvicorn.run("app:app", host=HOST, port=8000)
