# planextract without Python on the machine: slim, no root, output on a mounted volume.
#
#   docker build -t planextract .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/data" planextract parse plan.pdf
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
COPY src ./src
RUN python -m venv /opt/planextract \
 && /opt/planextract/bin/pip install --no-cache-dir --quiet --require-hashes -r requirements.lock \
 && /opt/planextract/bin/pip install --no-cache-dir --quiet --no-deps --no-build-isolation .

FROM python:3.12-slim
COPY --from=build /opt/planextract /opt/planextract
RUN useradd --uid 10001 --create-home planextract
ENV PATH=/opt/planextract/bin:$PATH LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
USER planextract
WORKDIR /data
VOLUME /data
ENTRYPOINT ["planextract"]
CMD ["--help"]
