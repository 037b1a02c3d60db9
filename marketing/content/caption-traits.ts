/** What can be told of a caption without understanding it. */

export interface CaptionTraits {
  readonly question: boolean;
  /** It asks the reader to do something. */
  readonly call: boolean;
  readonly emoji: number;
  /** In lower case, with their sign. */
  readonly hashtags: readonly string[];
  /** Letters of the words, without hashtags, names and links. */
  readonly letters: number;
  readonly words: string;
}

/** Requests as captions word them, in the languages of most exports. */
const CALLS =
  /\b(?:link in (?:the )?bio|pre-?save|save (?:this|it)|share (?:this|it|with)|tag (?:a|your|someone)|comment (?:below|your)|tell (?:me|us)|let (?:me|us) know|follow (?:me|us|for)|sign up|get tickets|listen now|stream (?:it )?now|watch (?:the|till|until)|swipe|link i bio|lien (?:en|dans la) bio|[eé]coutez|partage[zr]?|dites|enlace en (?:la )?bio|escucha(?:lo|la)?|comenta|comparte|guarda|link na bio|ou[cç]a|comente|compartilhe|ascolta|commenta|condividi|jetzt (?:an)?hören|schreibt? (?:mir|uns)|markiert?|teilt|speicher[en]?|luister nu|posłuchaj)\b/iu;
const LINK = /https?:\/\/\S+|www\.\S+/giu;

export function captionTraits(caption: string): CaptionTraits {
  const plain = caption.replace(LINK, " ");
  const words = plain
    .replace(/[#@][\p{L}\p{N}_.]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return {
    question: /[?？؟]/u.test(words),
    call: CALLS.test(words),
    emoji: (plain.match(/\p{Extended_Pictographic}/gu) ?? []).length,
    hashtags: [...new Set((plain.match(/#[\p{L}\p{N}_]+/gu) ?? []).map((tag) => tag.toLowerCase()))],
    letters: (words.match(/\p{L}/gu) ?? []).length,
    words,
  };
}
