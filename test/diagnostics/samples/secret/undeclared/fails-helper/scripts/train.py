from hub import login

login()
