/** Roles from file names, in the spellings that people use. */
import type { Role } from "./roles.ts";

/** In order: the first that fits wins, so what is more particular stands before what is less. */
const patterns: readonly (readonly [Role, RegExp])[] = [
  ["room", /^((drum|kit|oh|mono|stereo|far|near) )*(rooms?|ambience|ambient mics?)( (l|r|mics?|\d+))*$/],
  [
    "effect",
    /\b(fx|sfx|effects?|risers?|rise|sweeps?|swell|impacts?|booms?|down ?lifters?|up ?lifters?|transitions?|transistion|noise|vinyl|foley|atmos|atmosphere|drones?|reverse( sweep| cymbal| crash)?|slide|stutter|build( up)?|drop)\b(?! (vox|vocal))/,
  ],
  [
    "backing-vocal",
    /\b(bgv|bv|bvs|bg ?vox|bg ?vocals?|back(ing|up|ground)? ?(vox|vocals?|voc)|b ?vox|harm(ony|onies)?( vox| vocals?)?|choir|choirs|ad ?libs?|oohs?|aahs?|gang( vox| vocals?)?|vox (echo|double|dbl|harm|throw|delay|fx|bg|low|high|oct)|vocal (echo|double|throw|harmony|stack)s?|c?hoir|talkbox|vocoder)\b/,
  ],
  [
    "lead-vocal",
    /\b(lead ?(vox|vocals?|voc|voice|voices)|l ?vox|lv|ld ?vox|(vox|vocals?|voc|voice) ?(lead|main|ld|verse|chorus)?|main ?(vox|vocals?)|rap|singer|acap+el+a|a capp?ella)\b/,
  ],
  ["synth-lead", /\b(melody|mel|hook|top ?line|theme|lead ?synth|synth ?lead)\b/],
  ["kick", /\b(kick|kik|kck|kd|bd|bass ?drum|bombo|808 ?kick|four ?floor|(sub )?kick (in|out|sub|room)?)\b/],
  ["snare", /\b(snares?|snr|sn|sd|sna|rim ?(shot|click)?s?|side ?stick|claps?|snap|snaps)\b/],
  ["hats", /\b(hi ?hats?|hats?|hh|oh|ohs|overheads?|cymbals?|cym|crash|rides?|tops|china|splash)\b/],
  [
    "drum-bus",
    /\b(drums?( bus| kit| mix| loop| stem| main| sub)?|drs|drm|kit|beats?|breaks?|breakbeat|loop|drum ?machine|groove|house beat|trap)\b/,
  ],
  [
    "percussion",
    /\b(perc(ussion|s)?|prc|toms?|floor ?tom|rack ?tom|congas?|bongos?|shakers?|tamb(ourine)?|cow ?bell|wood ?block|claves?|cajon|timbales?|djembe|triangle|maracas|guiro|tabla|bells? tree)\b/,
  ],
  [
    "bass",
    /\b(bass( ?(gtr|guitar|di|amp|synth|stab|line))?|bassguitar|sub ?bass|subs?|sy ?bass|synth ?bass|bs|808|upright|contrabass|moog bass|reese|e ?bass)\b/,
  ],
  [
    "strings",
    /\b(strings?|str|violins?|vlns?|violas?|vlas?|cell(o|i|os)|vcs?|double ?bass|orchestra|orch|quartet|fiddle|ensemble)\b/,
  ],
  [
    "brass",
    /\b(brass|horns?|trumpets?|tpt|tbn|trombones?|sax(es|ophones?)?|tuba|flugel(horn)?|fr(ench)? ?horns?|winds?|woodwinds?|flutes?|clarinets?|oboes?|bassoon)\b/,
  ],
  ["pad", /\b(pads?|string ?pad|synth ?pad|warm ?pad|texture|wash|bed|strings? machine)\b/],
  ["synth-lead", /\b(lead|ld|solo)\b/],
  [
    "guitar",
    /\b(guitars?|gtrs?|gt|git|ac ?gtr|acoustic|ac|elec|electric|e ?gtrs?|a ?gtrs?|strat|tele|les ?paul|rhy?thm|riff|banjo|mandolin|uke|ukulele|leadguitar|strum|nylon|12 ?string)\b/,
  ],
  [
    "keys",
    /\b(keys?|piano|pno|rhodes|wurli(tzer)?|ep|e ?piano|organs?|b3|hammond|clav(inet|i)?|synths?|syn|sy|arps?|arp|plucks?|stabs?|chords?|mini ?logue|juno|prophet|marimba|vibes?|vibraphone|xylophone|glock(enspiel)?|bells?|celesta|harpsi(chord)?|harp|accordion|beeps?|sequence|seq)\b/,
  ],
];

/** "02_BGVox-main.wav" to "bgvox main": lower case, words apart, numbers in front and words about the file left off. */
export function nameWords(name: string): string {
  return name
    .replace(/\.[A-Za-z0-9]{1,5}$/, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(\p{L})(\d+)\b/gu, "$1 $2")
    .replace(/\b(audio|track|stem|mono|stereo|st|bounce|mixdown|final|wet|dry|v\d+)\b/g, " ")
    .replace(/^\s*\d+\s+/, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const DRUM = /\b(hh|hats?|hi ?hats?|snares?|claps?|drums?|perc(ussion|s)?|prc|toms?)\b/;

/** The role that a name says; null where it says none. */
export function roleFromName(name: string): Role | null {
  const words = nameWords(name);
  if (/\bkick\b|\bk\b/.test(words) && /\b(sn|snare)\b/.test(words)) return "drum-bus";
  // "hh build", "build perc": a drum that builds up or fills is that drum still.
  if (DRUM.test(words) && /\b(builds?|fills?|glitch|rise)\b/.test(words)) {
    if (/\b(hh|hats?|hi ?hats?)\b/.test(words)) return "hats";
    return /\b(snares?|claps?)\b/.test(words) ? "snare" : /\bdrums?\b/.test(words) ? "drum-bus" : "percussion";
  }
  if (/\b(vox|vocals?|voc|voice)\b.*\b(dbl|doubles?|doubled)\b/.test(words)) return "backing-vocal";
  const voice = /\b(bg|bgv|bgvox|vox|vocals?|voc|voice)\b/.test(words);
  for (const [role, pattern] of patterns) {
    if (voice && (role === "effect" || role === "room")) continue;
    if (pattern.test(words)) return role === "synth-lead" ? (playerOf(words) ?? role) : role;
  }
  return null;
}

/** "melody pad", "theme strings": what plays says more than what the part does. Drums never play a melody. */
function playerOf(words: string): Role | null {
  return patterns.find(([role, pattern]) => PLAYERS.includes(role) && pattern.test(words))?.[0] ?? null;
}

const PLAYERS: readonly Role[] = ["strings", "brass", "pad", "guitar"];
