import model

# torchrun would do
model.fit()
