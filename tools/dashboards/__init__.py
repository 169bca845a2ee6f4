"""Grafana's dashboards as code; `python -m tools.dashboards` writes them to grafana/dashboards/."""

from tools.dashboards import gpu, market, operations, retailers

#: Each makes one dashboard.
BOARDS = (market.board, gpu.board, retailers.board, operations.board)
