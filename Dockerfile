# The monitor alone: give it DATABASE_URL, or a volume at /data for its embedded PostgreSQL.
FROM python:3.13-slim-bookworm
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY alembic alembic
COPY monitor monitor
COPY scrapers scrapers
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && useradd --uid 10001 --home-dir /data gpumarket && install -d -o gpumarket /data
USER gpumarket
ENV GPUMARKET_DATA_DIR=/data GPUMARKET_HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
CMD ["gpumarket", "up"]
