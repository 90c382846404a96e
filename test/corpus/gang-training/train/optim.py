def schedule(step):
    return 0.1 / (1 + step)
