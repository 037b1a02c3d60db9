/** The category that platforms ask for, of a campaign about a sensitive subject. */
import { InputError } from "../../foundation/plan/index.ts";
import { CATEGORIES, type Category, sensitiveWords } from "../../marketing/index.ts";
import type { CampaignBrief } from "../marketing/campaign-brief.ts";
import { QuestionsError } from "./exit-codes.ts";
import { readAnswers } from "./import-exports.ts";
import type { CampaignPlanOptions } from "./make-campaign-plan.ts";

/** The category of the brief; where words of the campaign suggest one that nobody stated, a question. */
export async function categoryOf(
  options: Pick<CampaignPlanOptions, "answers" | "accept-proposals" | "brief">,
  brief: CampaignBrief,
  texts: Record<string, string>,
): Promise<Category> {
  if (brief.category !== undefined) return brief.category;
  const [found] = sensitiveWords(texts);
  if (!found) return "none";
  const id = "campaign:category";
  const answer = (await readAnswers(options.answers))[id] ?? (options["accept-proposals"] ? found.category : undefined);
  if (answer !== undefined) {
    if (!(CATEGORIES as readonly string[]).includes(answer))
      throw new InputError("--answers", `one of ${CATEGORIES.join(", ")}`, answer);
    return answer as Category;
  }
  throw new QuestionsError([
    {
      id,
      file: options.brief ?? "brief",
      what: "Is the campaign about one of the subjects that platforms ask to be declared?",
      choices: CATEGORIES,
      proposal: found.category,
      why: `"${found.word}" stands in the ${found.where}; an undeclared campaign is stopped by the platform`,
    },
  ]);
}
