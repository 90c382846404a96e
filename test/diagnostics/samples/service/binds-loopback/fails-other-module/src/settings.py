HOST = "localhost"  # where to listen
