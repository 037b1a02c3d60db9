/** Captions to begin from, in the languages of markets. They are templates: a person reads and changes them. */

/** What a caption is for. */
export type Phase = "before" | "out" | "after";
/** Two versions of each, so that captions can be compared: a statement and a question. */
export type Version = "plain" | "question";

type Texts = Readonly<Record<Phase, Readonly<Record<Version, string>>>>;

/** Keyed by English names of languages, as territories have them. */
const TEMPLATES: Readonly<Record<string, Texts>> = {
  English: {
    before: {
      plain: '"{title}" is out on {date}.',
      question: '"{title}" is out on {date}. Which line stays with you?',
    },
    out: { plain: '"{title}" is out now.', question: '"{title}" is out now. Where are you listening?' },
    after: { plain: 'This is "{title}".', question: 'This is "{title}". What does it sound like to you?' },
  },
  German: {
    before: {
      plain: "„{title}“ erscheint am {date}.",
      question: "„{title}“ erscheint am {date}. Welche Zeile bleibt hängen?",
    },
    out: { plain: "„{title}“ ist jetzt da.", question: "„{title}“ ist jetzt da. Wo hört ihr gerade?" },
    after: { plain: "Das ist „{title}“.", question: "Das ist „{title}“. Wonach klingt es für euch?" },
  },
  French: {
    before: {
      plain: "« {title} » sort le {date}.",
      question: "« {title} » sort le {date}. Quelle phrase vous reste ?",
    },
    out: { plain: "« {title} » est sorti.", question: "« {title} » est sorti. Vous écoutez d’où ?" },
    after: { plain: "Voici « {title} ».", question: "Voici « {title} ». Ça vous évoque quoi ?" },
  },
  Spanish: {
    before: { plain: "«{title}» sale el {date}.", question: "«{title}» sale el {date}. ¿Qué verso se te queda?" },
    out: { plain: "«{title}» ya está disponible.", question: "«{title}» ya está disponible. ¿Desde dónde escuchas?" },
    after: { plain: "Esto es «{title}».", question: "Esto es «{title}». ¿A qué te suena?" },
  },
  Portuguese: {
    before: { plain: '"{title}" sai em {date}.', question: '"{title}" sai em {date}. Que verso fica com você?' },
    out: { plain: '"{title}" já saiu.', question: '"{title}" já saiu. De onde você está ouvindo?' },
    after: { plain: 'Esta é "{title}".', question: 'Esta é "{title}". O que ela lembra a você?' },
  },
  Italian: {
    before: { plain: "«{title}» esce il {date}.", question: "«{title}» esce il {date}. Quale verso ti resta?" },
    out: { plain: "«{title}» è fuori ora.", question: "«{title}» è fuori ora. Da dove ascolti?" },
    after: { plain: "Questa è «{title}».", question: "Questa è «{title}». A cosa ti fa pensare?" },
  },
  Dutch: {
    before: {
      plain: '"{title}" komt uit op {date}.',
      question: '"{title}" komt uit op {date}. Welke zin blijft hangen?',
    },
    out: { plain: '"{title}" is nu uit.', question: '"{title}" is nu uit. Waar luister je?' },
    after: { plain: 'Dit is "{title}".', question: 'Dit is "{title}". Waar doet het je aan denken?' },
  },
  Polish: {
    before: {
      plain: "„{title}” ukaże się {date}.",
      question: "„{title}” ukaże się {date}. Który wers z tobą zostaje?",
    },
    out: { plain: "„{title}” już jest.", question: "„{title}” już jest. Gdzie słuchasz?" },
    after: { plain: "To jest „{title}”.", question: "To jest „{title}”. Z czym ci się kojarzy?" },
  },
};

export const PHASES: readonly Phase[] = ["before", "out", "after"];
export const VERSIONS: readonly Version[] = ["plain", "question"];

/** The first of the languages that there are templates in; English where there is none. */
export function captionLanguageOf(languages: readonly string[]): string {
  return languages.find((language) => Object.hasOwn(TEMPLATES, language)) ?? "English";
}

/**
 * @param language one of `captionLanguageOf`
 * @param date as it is written there; "" where none is known
 */
export function captionFrom(language: string, phase: Phase, version: Version, title: string, date: string): string {
  const texts = TEMPLATES[language] ?? (TEMPLATES.English as Texts);
  // Without a date nothing can be announced.
  const known = phase === "before" && date === "" ? "after" : phase;
  return texts[known][version].replace(/\{(title|date)\}/g, (_, name) => (name === "title" ? title : date));
}

/** The day as captions of that language write it, before a full stop: "4.12", "4 Dec". */
export function shortDate(language: string, isoDay: string): string {
  const [year = 0, month = 1, day = 1] = isoDay.split("-").map(Number);
  const dotted: Readonly<Record<string, string>> = { German: `${day}.${month}`, Polish: `${day}.${month}.${year}` };
  const slashed = ["French", "Spanish", "Portuguese", "Italian"].includes(language) ? `${day}/${month}` : null;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  return dotted[language] ?? slashed ?? (language === "Dutch" ? `${day}-${month}` : `${day} ${MONTHS[month - 1]}`);
}
