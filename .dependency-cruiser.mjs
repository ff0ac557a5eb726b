// Who may import whom: ARCHITECTURE's picture in the README, as rules. A room that is not named may not be entered.
const TESTS = "\\.test\\.tsx?$|/test-[a-z-]+\\.tsx?$|\\.spec\\.ts$";

/** `room` may import only from `allowed` inside the project. */
function only(room, from, allowed) {
  return {
    name: `${room}-enters-only-its-own-rooms`,
    severity: "error",
    from: { path: from, pathNot: TESTS },
    to: {
      path: "^(app|bench|bin|components|e2e|lib|sandbox|server\\.ts|instrumentation\\.ts)",
      pathNot: allowed,
    },
  };
}

const SHARED = "^lib/(demo-email|errors|problem|roles|single-keys|theme)\\.ts$";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    only("domain", "^lib/domain/", ["^lib/domain/", "^lib/errors\\.ts$"]),
    {
      name: "domain-is-pure",
      comment: "No package, no Node module: no I/O, no clock, no environment.",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: TESTS },
      to: { dependencyTypesNot: ["local", "aliased", "aliased-tsconfig", "aliased-tsconfig-paths"] },
    },
    only("dintero", "^lib/dintero/", ["^lib/dintero/", "^lib/domain/", SHARED]),
    only("db", "^lib/db/", ["^lib/db/", "^lib/domain/", SHARED]),
    only("intake", "^lib/intake/", [
      "^lib/(intake|dintero|db|domain)/",
      SHARED,
      "^lib/(env|env-reader|log|metrics)\\.ts$",
    ]),
    only("format", "^lib/format/", ["^lib/(format|domain)/", "^lib/i18n/locale\\.ts$", SHARED]),
    only("queries", "^lib/queries/", ["^lib/(queries|domain|i18n)/", SHARED]),
    only("i18n", "^lib/i18n/", ["^lib/(i18n|format|domain)/", SHARED, "^lib/runtime\\.ts$"]),
    only("front", "^lib/front/", ["^lib/(front|intake)/", SHARED, "^lib/(env|env-reader|log|metrics)\\.ts$"]),
    only("components", "^components/", ["^components/", "^lib/(queries|domain|format|i18n)/", SHARED]),
    only("server", "^lib/server/", ["^lib/(?!front/|commands/)"]),
    only("app", "^app/", [
      "^app/",
      "^components/",
      "^lib/(server|queries|domain|format|i18n)/",
      SHARED,
      "^lib/runtime\\.ts$",
    ]),
    only("commands", "^lib/commands/", ["^lib/(?!front/|server/)"]),
    only("sandbox", "^sandbox/", ["^sandbox/"]),
    {
      name: "no-framework-below-the-pages",
      severity: "error",
      from: { path: "^(lib/(domain|dintero|db|intake|format|front|commands)/|sandbox/)", pathNot: TESTS },
      to: { path: "node_modules/(next|react|react-dom|next-auth|next-intl)/" },
    },
    {
      name: "tools-stay-outside",
      comment: "The product runs without what is only installed to build and to test it.",
      severity: "error",
      from: { path: "^(app|components|lib|sandbox|server\\.ts|instrumentation\\.ts)", pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "tests-are-not-imported",
      severity: "error",
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|\\.next|data|\\.local)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
