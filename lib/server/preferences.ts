import "server-only";
import { z } from "zod";
import { setUserPreferences } from "@/lib/db/users";
import { AppError } from "@/lib/errors";
import { LOCALES } from "@/lib/i18n/locale";
import { runtime } from "@/lib/runtime";
import { THEMES } from "@/lib/theme";
import { parseJsonObject } from "./json-body";
import { preferenceCookies } from "./preference-cookies";
import type { Viewer } from "./viewer";

const preferences = z.strictObject({
  locale: z.enum(LOCALES).optional(),
  theme: z.enum(THEMES).optional(),
  singleKeys: z.boolean().optional(),
});

/** Saves what the body gives and leaves the rest. @throws AppError "invalid-request" */
export async function savePreferences(viewer: Viewer, body: string): Promise<Response> {
  const { db, env, now } = runtime();
  const given = preferences.safeParse(parseJsonObject(body));
  if (!given.success) throw new AppError("invalid-request", "not a choice of language, theme and keys");
  await setUserPreferences(db, env.accountId, viewer.userId, given.data, now());
  const answer = new Response(null, { status: 204 });
  for (const line of preferenceCookies(given.data, env.appUrl)) answer.headers.append("set-cookie", line);
  return answer;
}
