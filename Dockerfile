# docker build -t leastwise . && docker run --rm -v "$PWD:/work:ro" leastwise
FROM node:24.20.0-alpine3.23@sha256:0388af2af070cd4736a1567cfed02469ba117848845b4165d87a333edb53d2ca AS pack
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY README.md LICENSE NOTICE CHANGELOG.md ./
COPY bin bin
COPY rules rules
COPY src src
RUN node bin/build.js --no-types \
  && npm pack --ignore-scripts --pack-destination / \
  && mkdir /package \
  && tar -xzf /leastwise-*.tgz -C /package --strip-components 1 \
  && chmod 755 /package/bin/leastwise.js

FROM node:24.20.0-alpine3.23@sha256:0388af2af070cd4736a1567cfed02469ba117848845b4165d87a333edb53d2ca
# What git compares revisions with; without npm and yarn, which nothing here runs.
RUN apk add --no-cache git \
  && git config --system --add safe.directory /work \
  && rm -rf /usr/local/lib/node_modules /opt/yarn-* /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/yarn*
COPY --from=pack /package /opt/leastwise
RUN ln -s /opt/leastwise/bin/leastwise.js /usr/local/bin/leastwise
USER node
WORKDIR /work
ENTRYPOINT ["leastwise"]
