"""The subcommands of `gpumarket`. Their imports stand inside them, so that `--help` answers at once."""
