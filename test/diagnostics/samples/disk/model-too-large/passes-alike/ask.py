from crewai import LLM
from huggingface_hub import InferenceClient
from transformers import AutoConfig, AutoTokenizer, GenerationConfig

tokenizer = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-70B")
config = AutoConfig.from_pretrained("meta-llama/Llama-3.1-70B")
client = InferenceClient(model="meta-llama/Llama-3.1-70B")
settings = GenerationConfig.from_pretrained("meta-llama/Llama-3.1-70B")
agent = LLM(model="groq/llama-3.1-70b-versatile")
