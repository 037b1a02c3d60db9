/** Decisions of a campaign beside its money: what is compared, and what captions say. */
import { type Decision, decisionId, makeDecision } from "../../foundation/plan/decision.ts";
import { isoDay } from "../../foundation/tables/date-cells.ts";
import { captionFrom, captionLanguageOf, PHASES, shortDate, VERSIONS } from "./caption-templates.ts";
import type { MeasurementDesign } from "./measurement-design.ts";
import type { CampaignQuestion } from "./plan-campaign.ts";
import type { SpendPlan } from "./spend-plan.ts";

/** Places that are compared, with what that can see, and those held back for it. */
export function measurementDecisions(design: MeasurementDesign | null, days: number): Decision[] {
  if (design === null) return [];
  const { treated, holdouts, heldBack, baseline, expectedLift, power, detectable, budgetToSee } = design;
  return [
    makeDecision({
      id: "measure.design",
      what: "Places that are compared with those without the campaign",
      value: [...treated],
      reasons: [
        {
          code: "measure.power",
          facts: { expectedLift, power, detectable, budgetToSee, baselineADay: baseline, days },
        },
        { code: "measure.holdouts", facts: { count: holdouts.length } },
      ],
      confidence: power,
    }),
    ...heldBack.map((place) =>
      makeDecision({
        id: decisionId("measure", "holdout", place),
        what: `No campaign in ${place}, to compare with`,
        value: true,
        reasons: [{ code: "measure.too-few-holdouts", facts: { others: holdouts.length - heldBack.length } }],
      }),
    ),
  ];
}

/** Captions of every phase and version in the languages of the places that get money. */
export function captionDecisions(
  { title, release, languages, disclosure }: CampaignQuestion,
  { sets }: SpendPlan,
): Decision[] {
  const spoken = [...new Set(sets.map(({ place }) => captionLanguageOf(languages.get(place) ?? [])))].sort();
  if (spoken.length === 0) spoken.push("English");
  const unknown = [...new Set(sets.map(({ place }) => place))].filter(
    (place) => (languages.get(place) ?? []).length === 0,
  );
  return spoken.flatMap((language) =>
    PHASES.flatMap((phase) =>
      VERSIONS.map((version) => {
        const date = release === null ? "" : shortDate(language, isoDay(release));
        const text = captionFrom(language, phase, version, title, date);
        return makeDecision({
          id: decisionId("posts", "caption", `${language}.${phase}.${version}`),
          what: `Caption in ${language}, ${phase} the release${version === "question" ? ", with a question" : ""}`,
          value: disclosure === "" ? text : `${text} ${disclosure}`,
          reasons: [
            { code: "posts.template", facts: { language } },
            ...(language === "English" && unknown.length > 0
              ? [{ code: "posts.language-unknown", facts: { places: unknown.join(", ") } }]
              : []),
          ],
        });
      }),
    ),
  );
}
