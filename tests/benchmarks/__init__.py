"""What the program costs, each number beside a plain baseline of the same run: `python -m tests.benchmarks`."""
