# Builds a static program. Two images hold it, with CA certificates:
#   plain     nothing else
#   pictures  Tesseract as well, so that the bot reads posters and screenshots
# docker build --target pictures --build-arg VERSION=$(git describe --tags --always --dirty) -t cekloker .
FROM golang:1.26 AS build
ARG VERSION=""
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -X main.stamped=$VERSION" -o /out/bot ./bot && install -d -m 0700 /out/folders/data /out/folders/keys

FROM debian:12-slim AS pictures
ARG VERSION=""
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng && rm -rf /var/lib/apt/lists/* && useradd --uid 65532 --no-create-home --shell /usr/sbin/nologin nonroot
LABEL org.opencontainers.image.title="Cek Loker" org.opencontainers.image.licenses="MIT" org.opencontainers.image.version="$VERSION"
COPY --from=build /out/bot /bot
# As content of a folder they keep their mode: nobody but the bot may open them.
COPY --from=build --chown=nonroot:nonroot /out/folders/ /
ENV CEKLOKER_DATA=/data CEKLOKER_KEYS=/keys
VOLUME ["/data", "/keys"]
USER nonroot
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/bot", "health"]
ENTRYPOINT ["/bot"]
CMD ["serve"]

FROM gcr.io/distroless/static-debian12:nonroot AS plain
ARG VERSION=""
LABEL org.opencontainers.image.title="Cek Loker" org.opencontainers.image.licenses="MIT" org.opencontainers.image.version="$VERSION"
COPY --from=build /out/bot /bot
# As content of a folder they keep their mode: nobody but the bot may open them.
COPY --from=build --chown=nonroot:nonroot /out/folders/ /
ENV CEKLOKER_DATA=/data CEKLOKER_KEYS=/keys
VOLUME ["/data", "/keys"]
USER nonroot
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/bot", "health"]
ENTRYPOINT ["/bot"]
CMD ["serve"]
