from transformers import TrainingArguments

arguments = TrainingArguments("out", dataloader_num_workers=4)
