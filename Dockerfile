# Dixit with its models, for `dixit ingest`, the desk and Dagster. Nothing is fetched when it runs.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements-run.lock pyproject.toml README.md LICENSE THIRD_PARTY.md ./
RUN python -m venv /opt/dixit \
    && /opt/dixit/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement requirements-run.lock
COPY sql ./sql
COPY seeds ./seeds
COPY pipeline ./pipeline
RUN /opt/dixit/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home dixit \
    && install --directory --owner dixit /project /project/seeds /project/warehouse
COPY --from=build /opt/dixit /opt/dixit
ENV PATH=/opt/dixit/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DIXIT_PROJECT=/project
WORKDIR /project
USER 10001
VOLUME ["/project/seeds", "/project/warehouse"]
HEALTHCHECK --interval=60s --timeout=20s CMD ["dixit", "doctor"]
ENTRYPOINT ["dixit"]
CMD ["ingest"]
