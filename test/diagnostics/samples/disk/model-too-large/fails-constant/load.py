from huggingface_hub import snapshot_download

MODEL = "deepseek-ai/deepseek-llm-67b-base"
snapshot_download(MODEL)
