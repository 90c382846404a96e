from huggingface_hub import InferenceClient
from transformers import AutoConfig, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-70B")
config = AutoConfig.from_pretrained("meta-llama/Llama-3.1-70B")
client = InferenceClient(model="meta-llama/Llama-3.1-70B")
