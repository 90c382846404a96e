import tokens

print(len(tokens.github))
