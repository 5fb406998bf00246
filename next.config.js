import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // The front compresses each cached answer once, and makes its ETag.
  compress: false,
  generateEtags: false,
  images: { unoptimized: true },
  // Titles and links in <head> before the first byte of <body>: link unfurlers and WordPress' oEmbed read no further.
  htmlLimitedBots: /.*/,
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  // Types are a check of their own (npm run check): a start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pino", "pg", "@prisma/client", "@prisma/adapter-pg"],
};
