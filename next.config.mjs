import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // Answers are never cached by anybody, so there is nothing to compare a tag with.
  generateEtags: false,
  // The optimiser has had its share of holes and is not needed: the front answers /_next/image with 404 (FAULTS, framework history).
  images: { unoptimized: true },
  // Native or started once by server.ts: never bundled, so that there is one copy.
  serverExternalPackages: ["pg", "pino", "@node-rs/argon2", "node-pg-migrate"],
  reactStrictMode: true,
  // forbidden() answers 403 with app/forbidden.tsx.
  experimental: { authInterrupts: true },
  // `npm test` runs the type check, the linter and the layers by themselves, with our own settings.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default withNextIntl(config);
