/** One gain for songs that run into each other. */
import type { GroupModel, GroupSong } from "./album-group.ts";

export interface GroupSolution {
  readonly gainDb: number;
  /** The song that is nearest to (or furthest over) its target: the one that sets the gain. */
  readonly leader: number;
  /** How far the leader stays under its target because limiting ran out, LU; 0 where it is reached. */
  readonly missingLu: number;
}

/** Loudness this near is reached. */
const UNHEARD_LU = 0.005;

/** The gain at which no song passes its target and one is at it, or the most that the limiting allowed gives. */
export function solveGroup(
  model: GroupModel,
  songs: readonly Pick<GroupSong, "targetLufs">[],
  ceilingDbtp: number,
  mostDb: number,
  correctionLu = 0,
): GroupSolution {
  const state = (gainDb: number): { limitingDb: number; leader: number; over: number } => {
    const { percentile99Db } = model.whole.drive(gainDb, ceilingDbtp);
    let leader = 0;
    let over = -Infinity;
    model.songs.forEach((song, at) => {
      const lufs = song.ownLufs === null ? null : song.drive(gainDb, ceilingDbtp).integratedLufs;
      const above = lufs === null ? -Infinity : lufs + correctionLu - (songs[at]?.targetLufs as number);
      if (above > over) {
        over = above;
        leader = at;
      }
    });
    return { limitingDb: percentile99Db, leader, over };
  };
  const start = state(0);
  if (start.over === -Infinity) return { gainDb: 0, leader: 0, missingLu: 0 };
  // A step that nobody hears is no reason to touch the samples.
  let gainDb = Math.abs(start.over) <= UNHEARD_LU ? 0 : -start.over;
  let best = state(gainDb);
  // More gain gives ever less loudness: steps of what is missing approach from below.
  for (let round = 0; round < 30 && best.over < -UNHEARD_LU && best.limitingDb <= mostDb; round++) {
    const next = gainDb + Math.max(0.02, -best.over);
    const tried = state(next);
    if (tried.limitingDb > mostDb) {
      let low = gainDb;
      let high = next;
      for (let halving = 0; halving < 8; halving++) {
        const middle = (low + high) / 2;
        const between = state(middle);
        if (between.limitingDb > mostDb) high = middle;
        else {
          low = middle;
          best = between;
        }
      }
      return { gainDb: low, leader: best.leader, missingLu: Math.max(0, -best.over) };
    }
    gainDb = next;
    best = tried;
  }
  if (best.limitingDb <= mostDb + 0.02) {
    return { gainDb, leader: best.leader, missingLu: best.over < -0.02 ? -best.over : 0 };
  }
  // Even the plain gain asks for more limiting than allowed.
  let low = gainDb - 40;
  for (let halving = 0; halving < 14; halving++) {
    const middle = (low + gainDb) / 2;
    const between = state(middle);
    if (between.limitingDb > mostDb) gainDb = middle;
    else {
      low = middle;
      best = between;
    }
  }
  return { gainDb: low, leader: best.leader, missingLu: Math.max(0, -best.over) };
}
