import { gzipSync } from "node:zlib";
import { get } from "./load";

export interface PageWeight {
  readonly path: string;
  readonly htmlKilobytes: number;
  readonly scriptKilobytes: number;
  readonly scripts: number;
}

const kilobytes = (bytes: Buffer) => Math.round((gzipSync(bytes).length / 1024) * 10) / 10;

/** What a browser downloads to show `path` for the first time, gzip: its HTML and every script the HTML names. */
export async function weighPage(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<PageWeight> {
  const page = await get(origin + path, headers);
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
  const sources = new Set(
    [...page.body.toString("utf8").matchAll(/<script[^>]+src="([^"]+\.js[^"]*)"/g)].map(
      (match) => match[1] ?? "",
    ),
  );
  let scriptKilobytes = 0;
  for (const source of sources) {
    const script = await get(new URL(source.replaceAll("&amp;", "&"), origin).href, {});
    scriptKilobytes += kilobytes(script.body);
  }
  return {
    path,
    htmlKilobytes: kilobytes(page.body),
    scriptKilobytes: Math.round(scriptKilobytes * 10) / 10,
    scripts: sources.size,
  };
}
