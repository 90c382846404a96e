from torch.utils.data import DataLoader
from pool import Pool

loader = DataLoader(range(10), num_workers=0)
pool = Pool(num_workers=8)
