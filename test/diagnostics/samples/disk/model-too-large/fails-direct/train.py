from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-70B")
model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.1-70B", device_map="auto")
