import os

import gradio as gr

demo = gr.Interface(lambda text: text[::-1], "text", "text")
demo.launch(server_name="0.0.0.0", server_port=int(os.environ["PORT"]))
