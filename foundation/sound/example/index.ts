/** A small song made from a seed, for the shipped example and for tests. */
export { SECONDS_PER_BEAT, SECTIONS, type Section, type SectionName, TEMPO } from "./song.ts";
export { addStem, EXAMPLE_SAMPLE_RATE, EXAMPLE_SECONDS, exampleStem, STEM_NAMES, type StemName } from "./stems.ts";
