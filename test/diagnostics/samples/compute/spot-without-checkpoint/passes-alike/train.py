import thunderhead

restored = thunderhead.restore("model")
thunderhead.on_interrupt(lambda: print("saved"))
