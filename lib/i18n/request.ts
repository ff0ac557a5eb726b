import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { runtime } from "@/lib/runtime";
import { isLocale, LOCALE_COOKIE, pickLocale } from "./locale";
import { loadMessages } from "./messages";

/** What next-intl asks once per request: the reader's language, and the shop's time zone for every reader. */
export default getRequestConfig(async ({ locale: wanted }) => {
  const [cookieJar, requestHeaders] = await Promise.all([cookies(), headers()]);
  const locale = isLocale(wanted)
    ? wanted
    : pickLocale(cookieJar.get(LOCALE_COOKIE)?.value, requestHeaders.get("accept-language"));
  return { locale, messages: await loadMessages(locale), timeZone: runtime().env.businessTimeZone };
});
