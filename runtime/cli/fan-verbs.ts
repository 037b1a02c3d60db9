/** `fans`, `fans erase`, `fans export`: what is kept of people, counted, taken out, told. The address itself is never printed. */
import { territoryName } from "../../foundation/catalogue/territory.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import { readEmail } from "../../foundation/tables/index.ts";
import { FEWEST_SHOWN, type PeopleCell, shownCells } from "../../marketing/index.ts";
import { openFanKey } from "../store/fan-key.ts";
import { checkFanKey, countFans, eraseFan, keptFan } from "../store/fan-rows.ts";
import { openStore, type ProjectStore } from "../store/project-store.ts";
import type { Context } from "./verb.ts";

async function withStore(context: Context, work: (store: ProjectStore) => void): Promise<void> {
  const { project } = context.options as unknown as { readonly project: string };
  const store = await openStore(project, { mustExist: true });
  try {
    work(store);
  } finally {
    store.close();
  }
}

function emailOf(context: Context): string {
  const given = context.material[0] ?? "";
  const email = readEmail(given);
  if (email === null) throw new InputError("EMAIL", "one e-mail address", `text of ${given.length} characters`);
  return email;
}

const CLASSES: Readonly<Record<string, string>> = {
  none: "bought nothing",
  one: "bought once",
  several: "bought several times",
  "": "not said",
};

export async function showFans(context: Context): Promise<void> {
  await withStore(context, ({ state }) => {
    const { people, countries, purchases } = countFans(state.database);
    if (people === 0) {
      const cheapestNextStep = "songwright import MAILING-LIST.csv, as Bandcamp or Mailchimp exports it";
      context.say(`No fans here yet: ${cheapestNextStep}`);
      context.write({ status: "not-enough-data", missing: ["a list of fans"], cheapestNextStep });
      return;
    }
    const all: PeopleCell = {
      name: "all",
      people: people < FEWEST_SHOWN ? null : people,
      shown: people < FEWEST_SHOWN ? `under ${FEWEST_SHOWN}` : `${people}`,
    };
    const byCountry = shownCells(countries);
    const byPurchases = shownCells(purchases);
    context.say(`${all.shown} fans`);
    for (const { name, shown } of byCountry)
      context.say(`  ${name === "" ? "country not said" : territoryName(name)}: ${shown}`);
    for (const { name, shown } of byPurchases) context.say(`  ${CLASSES[name]}: ${shown}`);
    context.write({ status: "counted", people: all.people, shown: all.shown, byCountry, byPurchases });
  });
}

export async function exportOneFan(context: Context): Promise<void> {
  const email = emailOf(context);
  await withStore(context, ({ state }) => {
    const key = openFanKey();
    checkFanKey(state.database, key);
    const kept = keptFan(state.database, key.hash(email));
    if (kept.length === 0) context.say("Nothing is kept about this address.");
    for (const { layout, account, path, country, purchases, consent, key: hash } of kept) {
      context.say(`${layout}${account === "" ? "" : ` (${account})`}, from ${path}`);
      context.say(`  keyed hash ${hash}`);
      context.say(
        `  country ${country ?? "not said"}; ${CLASSES[purchases ?? ""]}; agreed ${consent ?? "on a day not said"}`,
      );
    }
    context.write({ status: kept.length === 0 ? "nothing-kept" : "kept", lists: kept });
  });
}

export async function eraseOneFan(context: Context): Promise<void> {
  const email = emailOf(context);
  await withStore(context, ({ state }) => {
    const key = openFanKey();
    checkFanKey(state.database, key);
    const files = [...new Set(keptFan(state.database, key.hash(email)).map(({ path }) => path))];
    const lists = eraseFan(state.database, key.hash(email), key.eraseMark(email));
    context.say(
      lists === 0 ? "Nothing was kept about this address." : `Erased from ${lists} ${lists === 1 ? "list" : "lists"}.`,
    );
    context.say("Lists that are imported later leave this address out.");
    for (const path of files) context.say(`  The file ${path} is yours and still has it.`);
    context.write({ status: lists === 0 ? "nothing-kept" : "erased", lists, files });
  });
}
