"""Watch the market for graphics cards: poll, keep, judge, show."""

import os

# Threads of numpy's linear algebra wait for each other in busy loops: where other work wants the processors, what takes
# 2 ms takes 500. Our matrices are small. It is read once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
