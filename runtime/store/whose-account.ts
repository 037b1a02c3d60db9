/** Whose account a table is from, where it would take the place of a stranger's. */
import type { Answers, Question } from "../../foundation/tables/index.ts";
import type { FactDatabase } from "./fact-database.ts";
import { ITEM_IDENTITY } from "./item-rows.ts";
import type { KnownStatement } from "./keep-import.ts";
import { accountQuestion, type PreparedTable } from "./prepare-table.ts";
import { shownSource } from "./table-source.ts";

/**
 * A statement that would take the place of another with which it shares no recording is another account's, as likely as
 * not: labels have several.
 */
export async function askWhoseAccount(
  facts: FactDatabase,
  fresh: readonly KnownStatement[],
  { source, surveyed, account, match: { layout } }: PreparedTable,
  answers: Answers,
): Promise<Question | null> {
  const id = accountQuestion(surveyed.hash);
  if (answers[id] !== undefined) return null;
  for (const { key, source: now, replaces } of fresh) {
    if (replaces === null) continue;
    const [row] = await facts.rows(
      `select count(distinct recording) filter (source = ${now})::integer as own,
         count(distinct recording) filter (source = ${replaces})::integer as other,
         (select count(*) from (select recording from facts where source = ${now} and recording is not null
           intersect select recording from facts where source = ${replaces}))::integer as shared
       from facts where source in (${now}, ${replaces})`,
    );
    const items = layout.item === undefined ? null : await itemsInCommon(facts, layout, now, replaces);
    const { own, other, shared, of } = items ?? { ...(row as unknown as Shared), of: "recordings" };
    if (shared !== 0 || own === 0 || other === 0) continue;
    return {
      id,
      file: shownSource(source),
      what: `Is it from another account? Answer with a name for that account, or "replace" to put it in the place of statement ${key}${account === "" ? "" : ` of ${account}`}.`,
      choices: [],
      proposal: null,
      why: `statement ${key} is there already and has none of these ${own} ${of}`,
    };
  }
  return null;
}

interface Shared {
  readonly own: number;
  readonly other: number;
  readonly shared: number;
}

/** The same for posts, ads and links; an account as a whole is told by its numbers, of which few differ in a later export. */
async function itemsInCommon(
  facts: FactDatabase,
  { item, timeless }: PreparedTable["match"]["layout"],
  now: number,
  replaces: number,
): Promise<Shared & { readonly of: string }> {
  const key = item === "account" ? "concat_ws('/', f.first_day, f.unit, f.quantity)" : ITEM_IDENTITY;
  const [row] = await facts.rows(
    `with keys as (select distinct f.source, ${key} as key from facts f join item_fields i on i.id = f.item where f.source in (${now}, ${replaces}))
     select count(*) filter (source = ${now})::integer as own, count(*) filter (source = ${replaces})::integer as other,
       (count(*) - count(distinct key))::integer as shared from keys`,
  );
  const found = row as unknown as Shared;
  // Of a few numbers all may have changed.
  const few = item === "account" && Math.min(found.own, found.other) < FEW_NUMBERS;
  if (few || timeless) return { ...found, own: 0, of: "" };
  if (item !== "account") return { ...found, of: `${item}s` };
  // Small numbers are alike by chance; of a later export of the same account most are.
  return { ...found, of: "numbers", shared: found.shared < 0.3 * Math.min(found.own, found.other) ? 0 : found.shared };
}

const FEW_NUMBERS = 8;
