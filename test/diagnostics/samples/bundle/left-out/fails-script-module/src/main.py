from settings import load

print(load())
