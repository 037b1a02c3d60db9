/** Subjects for which advertising platforms want a category stated: found by words, decided by a person. */

/** As Meta names them; TikTok and Google ask for the same declarations in other words. */
export const CATEGORIES = ["none", "politics or social issues", "housing", "employment", "financial products"] as const;
export type Category = (typeof CATEGORIES)[number];

const WORDS: Readonly<Record<Exclude<Category, "none">, RegExp>> = {
  "politics or social issues":
    /\b(?:elections?|vote|voting|votes|politic\w*|parliament|senat\w+|president|government|abortion|immigra\w+|refugees?|climate (?:crisis|justice|strike)|gun (?:control|rights)|protest\w*|wahl(?:en|kampf)?|politik\w*|flüchtling\w*|élections?|politique\w*|elecci[oó]n\w*|pol[ií]tic\w*|elezion\w*|wybory)\b|#(?:blm|metoo|pride|fridaysforfuture)/iu,
  housing: /\b(?:apartments? for rent|mortgage|real estate|wohnung zu vermieten)\b/iu,
  employment: /\b(?:we(?:'| a)re hiring|job offer|apply for (?:the|this) job)\b/iu,
  "financial products": /\b(?:invest(?:ment|ing)?|(?:crypt)o\w*|nfts?|bitcoin|loan|credit card)\b/iu,
};

export interface SensitiveWord {
  readonly category: Category;
  /** As it stands in the text. */
  readonly word: string;
  /** Which text: "caption of the first post". */
  readonly where: string;
}

/** The first such word of each category in the given texts; none is no proof that there is none. */
export function sensitiveWords(texts: Readonly<Record<string, string>>): SensitiveWord[] {
  return (Object.entries(WORDS) as [Category, RegExp][]).flatMap(([category, pattern]) => {
    for (const [where, text] of Object.entries(texts)) {
      const word = pattern.exec(text)?.[0];
      if (word !== undefined) return [{ category, word, where }];
    }
    return [];
  });
}
