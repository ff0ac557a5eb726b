import type { Page } from "@playwright/test";
import { expect, region, test, unfoldAll } from "./fixtures";
import { freshId, type Sandbox, SEED_SESSION } from "./sandbox";

interface Place {
  readonly name: string;
  readonly path: string | ((sandbox: Sandbox) => Promise<string>);
  /** Waits for the page, or brings it into the state that is meant. */
  readonly reach: (page: Page) => Promise<void>;
  /** So long that axe looks at it once; its folded twin is looked at in both themes. */
  readonly isLong?: boolean;
}

const notable =
  (name: Parameters<Sandbox["notable"]>[0]) =>
  async (sandbox: Sandbox): Promise<string> =>
    `/sessions/${(await sandbox.notable(name)).sessionId}`;
const verdict = (page: Page) => expect(region(page, "Verdict")).toBeVisible();

const PLACES: readonly Place[] = [
  { name: "home", path: "/", reach: (page) => expect(region(page, "Recently looked up")).toBeVisible() },
  {
    name: "the list of orders",
    path: "/orders",
    reach: (page) => expect(region(page, "Orders")).toBeVisible(),
  },
  {
    name: "the list of orders, its filters unfolded, an address half understood",
    path: "/orders?status=CAPTURED&foo=1",
    reach: async (page) => {
      await page.locator("#order-filters > summary").click();
      await expect(page.getByRole("button", { name: "Show orders" })).toBeVisible();
    },
  },
  { name: "the documented order, folded", path: `/sessions/${SEED_SESSION}`, reach: verdict },
  {
    name: "the documented order, unfolded",
    path: `/sessions/${SEED_SESSION}`,
    reach: async (page) => {
      await verdict(page);
      await unfoldAll(page);
    },
    isLong: true,
  },
  { name: "a refused order", path: notable("failed-insufficient-funds"), reach: verdict },
  {
    name: "an express order in three shipments, unfolded",
    path: notable("multi-shipment-express"),
    reach: async (page) => {
      await verdict(page);
      await unfoldAll(page);
    },
    isLong: true,
  },
  {
    name: "failures",
    path: "/failures?range=12m",
    reach: (page) => expect(page.getByRole("heading", { name: "How this is counted" })).toBeVisible(),
  },
  { name: "a company's order", path: notable("b2b"), reach: verdict },
  { name: "an abandoned order", path: notable("abandoned"), reach: verdict },
  { name: "an order of unknown values", path: notable("unknown-values"), reach: verdict },
  {
    name: "the reveal dialog",
    path: notable("captured"),
    reach: async (page) => {
      await region(page, "Customer").getByRole("button", { name: "Reveal", exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "the suggestions under the box",
    path: `/sessions/${SEED_SESSION}`,
    reach: async (page) => {
      await verdict(page);
      await page.getByRole("searchbox", { name: "Find an order" }).fill(SEED_SESSION);
      await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
    },
  },
  {
    name: "the command palette",
    path: `/sessions/${SEED_SESSION}`,
    reach: async (page) => {
      await verdict(page);
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("group", { name: "Recently looked up" })).toBeVisible();
    },
  },
  {
    name: "the keys",
    path: "/",
    reach: async (page) => {
      await page.getByRole("searchbox").blur();
      await page.keyboard.press("Shift+?");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "many look-ups",
    path: "/look-up",
    reach: async (page) => {
      await page.getByLabel("One a line").fill(`${SEED_SESSION}\nnobody-${"long".repeat(40)}`);
      await page.getByRole("button", { name: "Look up all" }).click();
      await expect(region(page, "Not found")).toBeVisible();
    },
  },
  {
    name: "no such order",
    path: () => Promise.resolve(`/sessions/${freshId()}`),
    reach: (page) => expect(page.getByText("There is no such order")).toBeVisible(),
  },
  {
    name: "an order of another account",
    path: "/sessions/T87654321.465U8CUzaPVpneu1wt8Wei",
    reach: (page) => expect(page.getByText("This order belongs to Dintero account")).toBeVisible(),
  },
];

test.use({ expectedErrors: [/status of 404/] });

for (const { name, path, reach, isLong } of PLACES) {
  test(`accessible ${isLong ? "" : "in light and dark, "}and nothing sticks out at 360 px: ${name}`, async ({
    page,
    sandbox,
    expectAccessible,
  }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(typeof path === "string" ? path : await path(sandbox));
    await reach(page);
    await expectAccessible();
    if (!isLong) {
      await page.emulateMedia({ colorScheme: "dark" });
      await expectAccessible();
    }
    await page.setViewportSize({ width: 360, height: 740 });
    const { width, outside } = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      const wide = [...document.querySelectorAll("main *")].filter(
        (element) => element.checkVisibility() && element.getBoundingClientRect().right > limit + 1,
      );
      return {
        width: document.documentElement.scrollWidth,
        outside: wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)),
      };
    });
    expect({ width, outside: width > 360 ? outside : [] }).toEqual({ width: 360, outside: [] });
  });
}

test("on a narrow screen the order page keeps its order: verdict, money, items, story", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/sessions/${SEED_SESSION}`);
  const tops: number[] = [];
  for (const name of ["Verdict", "Money", "Order items", "Timeline", "Payment configuration"]) {
    tops.push((await region(page, name).boundingBox())?.y ?? 0);
  }
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
});

test("in Norwegian, money and dates are Norwegian; in English they are English, on the clock of the shop", async ({
  page,
  context,
  baseURL,
  account,
  browser,
}) => {
  const { email, password } = await account("support");
  const own = await browser.newContext({
    baseURL,
    storageState: { cookies: [], origins: [] },
    locale: "nb-NO",
  });
  const there = await own.newPage();
  await there.goto("/sign-in");
  await there.getByLabel("E-post").fill(email);
  await there.getByLabel("Passord").fill(password);
  await there.getByRole("button", { name: "Logg inn", exact: true }).click();
  await there.waitForURL((url) => url.pathname === "/");
  await there.goto(`/sessions/${SEED_SESSION}`);
  await expect(there.locator("html")).toHaveAttribute("lang", "nb");
  await expect(there.getByRole("searchbox", { name: "Find an order" })).toBeVisible();
  await expect(there.locator("#money")).toContainText("683,00 NOK");
  await expect(there.locator("#timeline")).toContainText("18. jan. 2019");
  await expect(there.getByRole("button", { name: "Refresh" })).toHaveCount(0);
  await own.close();

  await page.goto(`/sessions/${SEED_SESSION}`);
  await expect(region(page, "Money")).toContainText("NOK 683.00");
  await expect(region(page, "Timeline")).toContainText("18 Jan 2019");
  // The shop's clock, whatever the browser's: 15:37 UTC is 16:37 in Oslo, and the browser is in New York.
  await expect(region(page, "Timeline").locator("time[datetime^='2019-01-18T15:37:00']").first()).toHaveText(
    "16:37:00",
  );
  expect(context.pages()).toHaveLength(1);
});
