import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type LaunchOptions } from "@playwright/test";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** The version is in the name, so that another one unpacks anew. */
const UNPACKED = join(ROOT, ".local/browser-147");

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${UNPACKED}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${UNPACKED}/fonts-cache</cachedir>
</fontconfig>
`;

/** Chromium's own habits of calling home, which no test needs and some machines forbid. */
const QUIET = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * How to start a Chromium on this machine: `E2E_BROWSER`, Playwright's own, one that is installed, else the one inside
 * the package `@sparticuz/chromium` (Linux x64 with glibc), unpacked with its libraries, so that root is not needed.
 * @throws Error naming three ways to get one
 */
export function findBrowser(): LaunchOptions {
  // Chromium refuses to run as root with its sandbox.
  const args = process.getuid?.() === 0 ? [...QUIET, "--no-sandbox"] : QUIET;
  const named = process.env.E2E_BROWSER;
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`E2E_BROWSER names ${named}, which does not exist`);
    return { args, executablePath: named };
  }
  if (existsSync(chromium.executablePath())) return { args };
  const installed = installedBrowsers().find((path) => existsSync(path));
  if (installed !== undefined) return { args, executablePath: installed };
  if (process.platform === "linux" && process.arch === "x64") return { args, ...unpackedBrowser() };
  throw new Error(
    "There is no Chromium for the browser tests. Install Chrome or Chromium, or run npx playwright install chromium, " +
      "or set E2E_BROWSER to the program of one.",
  );
}

/** Playwright looks for Chrome in its usual place only, and not for Debian's Chromium. */
function installedBrowsers(): readonly string[] {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === "win32") {
    const folders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    const programs = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];
    return folders.flatMap((folder) =>
      folder === undefined ? [] : programs.map((program) => join(folder, program)),
    );
  }
  const names = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
  ];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder.startsWith("/"));
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * The package unpacks itself into TMPDIR, with its libraries only where it believes to be in a cloud function; both are
 * told to a process of its own. The folder gets its name when it is whole.
 */
function unpackedBrowser(): LaunchOptions {
  if (!existsSync(UNPACKED)) {
    mkdirSync(join(ROOT, ".local"), { recursive: true });
    const folder = mkdtempSync(`${UNPACKED}-`);
    try {
      const script = 'import("@sparticuz/chromium").then(({ default: packed }) => packed.executablePath())';
      execFileSync(process.execPath, ["--eval", script], {
        cwd: ROOT,
        env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" },
      });
      // The package's own looks for its fonts where a cloud function has them, and Chromium dies without any.
      writeFileSync(join(folder, "fonts.conf"), FONTS);
      renameSync(folder, UNPACKED);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const libraries = [join(UNPACKED, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(
    (path) => path !== undefined,
  );
  return {
    executablePath: join(UNPACKED, "chromium"),
    env: {
      ...defined(process.env),
      LD_LIBRARY_PATH: libraries.join(":"),
      FONTCONFIG_FILE: join(UNPACKED, "fonts.conf"),
    },
  };
}

function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
