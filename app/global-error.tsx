"use client";

import { GeistSans } from "geist/font/sans";
import en from "@/lib/i18n/messages/en/errors.json";
import nb from "@/lib/i18n/messages/nb/errors.json";
import "./globals.css";

interface GlobalErrorProps {
  readonly retry: () => void;
}

/** When the root layout itself failed: no catalogue, no language, no theme was loaded, so it speaks both. */
export default function GlobalError({ retry }: GlobalErrorProps) {
  return (
    <html lang="en" className={GeistSans.variable}>
      <body>
        <title>Kontor</title>
        <main className="mx-auto grid max-w-prose gap-6 px-4 pt-[20vh]">
          {[
            { lang: "en", ...en.page, retry: en.retry },
            { lang: "nb", ...nb.page, retry: nb.retry },
          ].map((words) => (
            <div key={words.lang} lang={words.lang}>
              <h1 className="font-semibold text-lg">{words.title}</h1>
              <p className="text-ink-soft">{words.next}</p>
              <button
                type="button"
                onClick={retry}
                className="mt-2 h-8 rounded border border-line-strong bg-surface px-3 font-medium text-sm hover:bg-hover"
              >
                {words.retry}
              </button>
            </div>
          ))}
        </main>
      </body>
    </html>
  );
}
