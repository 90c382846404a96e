from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.1-70B", cache_dir="/mnt/weights")
draft = AutoModelForCausalLM.from_pretrained("yuhuili/EAGLE-LLaMA3-Instruct-70B")
