/** Audience, Data and Campaign on the example's exports. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "../../foundation/plan/index.ts";
import { madeExample } from "./made-example.testing.ts";
import { pathOf } from "./screens.testing.ts";
import { noChromium, openTestStudio, type TestStudio } from "./studio.testing.ts";

let studio: TestStudio;
let folder: string;
let id: string;
beforeAll(async () => {
  if (noChromium) return;
  folder = await madeExample("first-light");
  studio = await openTestStudio(folder);
  id = studio.id as string;
}, 300_000);
afterAll(() => studio?.close());

test("Data: a question is answered, the ledger accounts for each line, a figure leads to its lines", async ({
  skip,
}) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("data", id));
  const days = ["2026-09-01", "2026-09-02", "2026-09-03"];
  const csv = `date,city,streams\n${days.flatMap((day) => [`${day},Gent,120`, `${day},Köln,80`]).join("\n")}\nyesterday,Gent,7\n`;
  await page.getByLabel("Files", { exact: true }).setInputFiles({
    name: "streams by city.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv),
  });
  await page.getByRole("button", { name: "Import it" }).click();
  const questions = page.getByRole("region", { name: "Questions" });
  await questions.waitFor({ timeout: 30_000 });
  const field = questions.getByRole("combobox").or(questions.getByRole("textbox")).first();
  if ((await field.evaluate(({ tagName }) => tagName)) === "SELECT") await field.selectOption({ label: "spotify" });
  else {
    await field.fill("spotify");
    await field.press("Enter");
  }
  await questions.getByRole("button", { name: "Read with these answers" }).click();
  await page.getByText("Every line is accounted for.").waitFor({ timeout: 30_000 });
  const ledger = page.getByRole("region", { name: "Ledger", exact: true });
  const row = ledger.getByRole("row", { name: /streams by city\.csv/ });
  expect(await row.getByRole("cell").allInnerTexts()).toEqual(expect.arrayContaining(["7", "6", "1"]));
  await row.getByRole("button").click();
  await page.getByText("yesterday").waitFor();

  const figure = page.getByRole("textbox", { name: "Figure" });
  await figure.fill("streams?basis=paid&territory=BR&from=2026-01");
  await figure.press("Enter");
  await page.getByRole("button", { name: "Show the lines behind it" }).click();
  await page
    .getByText(/distrokid\.tsv, line \d+/)
    .first()
    .waitFor({ timeout: 30_000 });
  await page.close();
}, 120_000);

test("Audience: the data is read, a place chosen, and asked what another budget would do", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("audience", id));
  await page.getByRole("button", { name: "Read the data again" }).click();
  await page
    .getByRole("button", { name: /^Brazil/ })
    .first()
    .click();
  await page.getByText("Chosen: Brazil.").waitFor();
  await page.getByRole("img", { name: /^Brazil\. / }).waitFor();
  await expect
    .poll(() => page.getByRole("button", { name: "Read the data again" }).isEnabled(), { timeout: 60_000 })
    .toBe(true);
  const money = page.getByRole("textbox", { name: "Money (€)" });
  await money.fill("5000");
  await money.press("Enter");
  await page.getByRole("button", { name: "What if" }).click();
  await page.getByText("Markets ranked anew.").waitFor({ timeout: 60_000 });
  const { budget } = JSON.parse(readFileSync(join(folder, "reports/markets.json"), "utf8")) as { budget: number };
  expect(budget).toBe(5000);
  await page.getByRole("region", { name: "Markets", exact: true }).getByRole("row").nth(1).waitFor();
  await page.close();
}, 120_000);

test("Campaign: planned anew, an amount changed, written as the plan says, a clip played", async ({ skip }) => {
  if (noChromium) skip(noChromium);
  const page = await studio.window(pathOf("campaign", id));
  const money = page.getByRole("textbox", { name: "Money in all (EUR)" });
  await money.fill("400");
  await money.press("Enter");
  await page.getByRole("button", { name: "Plan anew, keep what is mine" }).click();
  await page.getByText("The campaign is planned.").waitFor({ timeout: 60_000 });
  const path = join(folder, "campaign/plan.json");
  const plan = (): Plan => JSON.parse(readFileSync(path, "utf8")) as Plan;
  expect(plan().decisions.find((each) => each.id === "campaign.budget")?.value).toBe(400);
  const spend = plan().decisions.find((each) => each.id.startsWith("spend."));
  const plans = page.getByRole("complementary", { name: "Plan" });
  await plans
    .getByRole("button", { name: /^Meta.*EUR/ })
    .first()
    .click();
  const value = plans.getByRole("textbox", { name: /^Value/ });
  await value.fill("123");
  await value.press("Enter");
  await expect.poll(() => plan().decisions.some((each) => each.by === "person" && each.value === 123)).toBe(true);
  expect(spend).toBeDefined();
  await page.getByRole("button", { name: "Write what the plan says" }).click();
  await page.getByText("Written as the plan says.").waitFor({ timeout: 60_000 });
  expect(readFileSync(join(folder, "campaign/campaign.csv"), "utf8")).toContain("123");
  await page.getByRole("region", { name: "Clips" }).getByRole("button").first().click();
  const video = page.locator("video");
  await video.waitFor();
  await video.evaluate((element) => {
    (element as HTMLVideoElement).muted = true;
    return (element as HTMLVideoElement).play();
  });
  await expect.poll(() => video.evaluate((element) => (element as HTMLVideoElement).currentTime)).toBeGreaterThan(0.2);
  expect(studio.complaints).toEqual([]);
  await page.close();
}, 150_000);
