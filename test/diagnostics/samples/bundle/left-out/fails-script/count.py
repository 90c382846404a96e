import csv

with open("data/words.csv") as file:
    print(len(list(csv.reader(file))))
