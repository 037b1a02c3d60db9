/** What stands at the borders of a measure and says where to go on. */
export interface MeasureSigns {
  repeatStart: boolean;
  /** How often the music is played that ends here; 0: no repeat sign. */
  repeatTimes: number;
  /** Passes of the ending that begins here; null for none. */
  ending: readonly number[] | null;
  endingStop: boolean;
  dacapo: boolean;
  dalsegno: boolean;
  segno: boolean;
  coda: boolean;
  tocoda: boolean;
  fine: boolean;
}

export function noSigns(): MeasureSigns {
  const none = { repeatStart: false, repeatTimes: 0, ending: null, endingStop: false, dacapo: false };
  return { ...none, dalsegno: false, segno: false, coda: false, tocoda: false, fine: false };
}

export interface PlayedMeasure {
  readonly index: number;
  /** From 0: which verse is sung. */
  readonly pass: number;
}

/**
 * Measures in the order of playing: repeats with endings, one da capo or dal segno, to the fine or over the coda. After
 * the jump repeats are not taken again, and the last ending is played.
 */
export function measureOrder(signs: readonly MeasureSigns[]): PlayedMeasure[] {
  const order: PlayedMeasure[] = [];
  const most = 20 * signs.length + 100;
  let start = 0;
  let pass = 1;
  let jumped = false;
  let at = 0;
  while (at < signs.length && order.length < most) {
    const here = signs[at]!;
    if (here.repeatStart && at !== start) {
      start = at;
      pass = 1;
    }
    if (here.ending !== null) {
      const end = endOfEnding(signs, at);
      const last = signs[end]!.repeatTimes === 0;
      if (jumped ? !last : !here.ending.includes(pass)) {
        at = end + 1;
        continue;
      }
    }
    order.push({ index: at, pass: pass - 1 });
    if (jumped && here.fine) break;
    if (jumped && here.tocoda) {
      const coda = signs.findIndex((other, n) => other.coda && n > at);
      if (coda >= 0) {
        at = coda;
        start = coda;
        continue;
      }
    }
    if (here.repeatTimes > 0 && !jumped) {
      if (pass < passesOf(signs, start, at)) {
        pass++;
        at = start;
        continue;
      }
      pass = 1;
      start = at + 1;
    } else if (here.endingStop) {
      pass = 1;
      start = at + 1;
    }
    if ((here.dacapo || here.dalsegno) && !jumped) {
      jumped = true;
      const segno = signs.findIndex((other) => other.segno);
      at = here.dalsegno && segno >= 0 ? segno : 0;
      start = at;
      pass = 1;
      continue;
    }
    at++;
  }
  return order;
}

function endOfEnding(signs: readonly MeasureSigns[], from: number): number {
  for (let at = from; at < signs.length; at++) {
    if (signs[at]!.endingStop) return at;
    if (at > from && signs[at]!.ending !== null) return at - 1;
  }
  return from;
}

/** As the endings of this repeat say (they follow each other), else as the sign says. */
function passesOf(signs: readonly MeasureSigns[], start: number, end: number): number {
  let most = signs[end]!.repeatTimes;
  for (let at = start; at < signs.length; at++) {
    const { ending, repeatStart } = signs[at]!;
    if (at > end && (ending === null || repeatStart) && !insideEnding(signs, end, at)) break;
    for (const one of ending ?? []) most = Math.max(most, Math.min(one, 20));
  }
  return most;
}

function insideEnding(signs: readonly MeasureSigns[], end: number, at: number): boolean {
  let open = false;
  for (let n = end + 1; n <= at; n++) {
    if (signs[n]!.ending !== null) open = true;
    else if (!open) return false;
    if (n < at && signs[n]!.endingStop) open = false;
  }
  return open;
}
