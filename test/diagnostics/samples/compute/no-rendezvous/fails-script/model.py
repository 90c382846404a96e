def fit():
    print("fitting")
