/**
 * A model of one kind of choice, learned from pieces. What pieces did in the same contexts is counted; a mixer turns the
 * counts into probabilities. Two memories vote: the long one holds all pieces, the short one the piece so far.
 *
 * The mixer learns from each piece as if it had not been counted (its own counts are taken out first), so what it learns
 * is how far counts can be trusted with music that is new.
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type Choice, type ChoiceShape, type ChoiceStream, createChoice } from "./choice.ts";
import { createMixer, initialWeights, type MixerShape, type MixerWeights } from "./choice-mixer.ts";
import { ContextIndex } from "./context-index.ts";
import { SymbolCounts } from "./symbol-counts.ts";

export interface LearningSettings {
  /** Hidden cells of the mixer. */
  readonly hidden: number;
  /** Times that all pieces are gone through. */
  readonly epochs: number;
  /** Of the first steps; falls to a thirtieth at the end. */
  readonly rate: number;
  readonly seed: number;
}

/** How many times a context must have been seen until it counts for more than the base rates. */
const PRIOR = 0.7;
/** Inputs for each context: long memory, long memory's certainty, short memory. */
const INPUTS = 3;
/** One more for the base rate. */
const EXTRA = 1;

export function mixerShape(shape: ChoiceShape, hidden: number): MixerShape {
  const { contexts, features, featuresEach, candidates } = shape;
  return { inputs: contexts * INPUTS + EXTRA, features, featuresEach, candidates, hidden };
}

/** A piece with the numbers of its contexts, as learning and reading need it. */
export interface IndexedPiece {
  readonly stream: ChoiceStream;
  readonly contexts: Int32Array;
}

export class ChoiceModel {
  readonly shape: ChoiceShape;
  readonly #mixerShape: MixerShape;
  readonly #index: ContextIndex = new ContextIndex(1 << 16);
  readonly #long: SymbolCounts = new SymbolCounts();
  readonly #short: SymbolCounts = new SymbolCounts();
  readonly #base: Float64Array;
  readonly #choice: Choice;
  readonly #row: Float32Array;
  readonly #keys: Float64Array;
  readonly #scores: Float64Array;
  readonly #numbers: Int32Array;
  #mixer: ReturnType<typeof createMixer>;

  constructor(shape: ChoiceShape, hidden: number, weights: MixerWeights | null = null, seed = 1) {
    this.shape = shape;
    this.#mixerShape = mixerShape(shape, hidden);
    const trust = new Float32Array(this.#mixerShape.inputs);
    for (let at = 0; at < shape.contexts; at++) trust[at * INPUTS] = 4 / shape.contexts;
    trust[trust.length - 1] = 1;
    this.#mixer = createMixer(
      this.#mixerShape,
      weights ?? initialWeights(this.#mixerShape, trust, createRandom(seed).split("mixer")),
    );
    this.#base = new Float64Array(shape.groups * shape.symbols).fill(0.05);
    this.#choice = createChoice(shape);
    this.#row = new Float32Array(shape.symbols);
    this.#keys = new Float64Array(shape.contexts);
    this.#scores = new Float64Array(shape.candidates);
    this.#numbers = new Int32Array(shape.contexts);
  }

  get weights(): MixerWeights {
    return this.#mixer.weights;
  }

  index(stream: ChoiceStream): IndexedPiece {
    const { contexts } = this.shape;
    const numbers = new Int32Array(stream.length * contexts);
    for (let at = 0; at < stream.length; at++) {
      stream.contexts(at, this.#keys);
      for (let j = 0; j < contexts; j++) numbers[at * contexts + j] = this.#index.number(this.#keys[j] as number);
    }
    return { stream, contexts: numbers };
  }

  /** Counts a piece `times` times (-1: takes it out again). */
  count(piece: IndexedPiece, times: number): void {
    const { contexts, symbols } = this.shape;
    for (let at = 0; at < piece.stream.length; at++) {
      const choice = this.#described(piece.stream, at);
      if (choice.chosen < 0) continue;
      const symbol = choice.symbols[choice.chosen] as number;
      this.#base[choice.group * symbols + symbol]! += times;
      for (let j = 0; j < contexts; j++) this.#long.add(piece.contexts[at * contexts + j] as number, symbol, times);
    }
  }

  /** Learns how to mix from pieces that have been counted. Progress in pieces. */
  learn(pieces: readonly IndexedPiece[], settings: LearningSettings, run?: Run): void {
    const random = createRandom(settings.seed).split("order");
    const total = pieces.length * settings.epochs;
    let done = 0;
    for (let epoch = 0; epoch < settings.epochs; epoch++) {
      for (const piece of random.shuffle(pieces)) {
        checkpoint(run, { done, total, doing: "learning" });
        const rate = settings.rate * exp((-3.4 * done) / total);
        this.count(piece, -1);
        this.read(piece, null, rate);
        this.count(piece, 1);
        done++;
      }
    }
  }

  /**
   * Goes through a piece. `take` gets the probabilities of the candidates at each choice, before it is known what was
   * chosen; they add up to 1. The short memory keeps the choices that `remembers` is true for (all, if not given).
   */
  read(
    piece: IndexedPiece,
    take: ((at: number, choice: Choice, probabilities: Float64Array) => void) | null,
    learningRate = 0,
    remembers?: (at: number) => boolean,
  ): void {
    const { contexts } = this.shape;
    for (let at = 0; at < piece.stream.length; at++) {
      const choice = this.#described(piece.stream, at);
      this.#weigh(choice, piece.contexts, at * contexts);
      const probabilities = this.#scores;
      take?.(at, choice, probabilities);
      if (choice.chosen < 0 || remembers?.(at) === false) continue;
      if (learningRate > 0) {
        probabilities[choice.chosen]! -= 1;
        this.#mixer.learn(choice.count, choice.features, probabilities, learningRate);
      }
      const symbol = choice.symbols[choice.chosen] as number;
      for (let j = 0; j < contexts; j++) this.#short.add(piece.contexts[at * contexts + j] as number, symbol, 1);
    }
    this.#short.forget(piece.contexts);
  }

  /**
   * For writing: the probabilities of a choice (in place until the next call) in these contexts; `keys` as a stream
   * writes them. What is decided then goes to `remember`.
   */
  weigh(keys: Float64Array, choice: Choice): Float64Array {
    this.#weigh(choice, this.#numbered(keys), 0);
    return this.#scores;
  }

  /** Adds a decided symbol to the short memory, or takes it back (-1): a try can be undone. */
  remember(keys: Float64Array, symbol: number, times = 1): void {
    const numbers = this.#numbered(keys);
    for (let j = 0; j < this.shape.contexts; j++) this.#short.add(numbers[j] as number, symbol, times);
  }

  /** Begins a new piece: the short memory is empty again. */
  begin(): void {
    this.#short.reset();
  }

  #numbered(keys: Float64Array): Int32Array {
    for (let j = 0; j < this.shape.contexts; j++) this.#numbers[j] = this.#index.number(keys[j] as number);
    return this.#numbers;
  }

  #described(stream: ChoiceStream, at: number): Choice {
    stream.describe(at, this.#choice);
    return this.#choice;
  }

  /** Inputs, scores, softmax. Probabilities are left in `#scores`. */
  #weigh(choice: Choice, numbers: Int32Array, from: number): void {
    const { contexts, symbols } = this.shape;
    const { inputs: width } = this.#mixerShape;
    const { inputs } = this.#mixer;
    const { count } = choice;
    inputs.fill(0, 0, count * width);
    const base = choice.group * symbols;
    let sum = 0;
    for (let c = 0; c < count; c++) sum += this.#base[base + (choice.symbols[c] as number)] as number;
    for (let j = 0; j < contexts; j++) {
      const context = numbers[from + j] as number;
      this.#vote(this.#long, context, choice, base, sum, j * INPUTS, true);
      this.#vote(this.#short, context, choice, base, sum, j * INPUTS + 2, false);
    }
    for (let c = 0; c < count; c++)
      inputs[c * width + width - 1] = log((this.#base[base + (choice.symbols[c] as number)] as number) / sum);
    this.#mixer.score(count, choice.features, this.#scores);
    softmax(this.#scores, count);
  }

  /** What one memory says: log of (count + prior * base) / (total + prior), against the base rate alone. */
  #vote(
    memory: SymbolCounts,
    context: number,
    choice: Choice,
    base: number,
    sum: number,
    input: number,
    certainty: boolean,
  ): void {
    const total = memory.total(context);
    if (total === 0) return;
    const { inputs } = this.#mixer;
    const { inputs: width } = this.#mixerShape;
    const row = this.#row;
    memory.fill(context, row);
    const less = logOfCount(total);
    for (let c = 0; c < choice.count; c++) {
      const symbol = choice.symbols[c] as number;
      const seen = row[symbol] as number;
      const at = c * width + input;
      if (seen <= 0) {
        inputs[at] = -less;
        continue;
      }
      const prior = (PRIOR * (this.#base[base + symbol] as number)) / sum;
      inputs[at] = log(seen / prior + 1) - less;
      if (certainty) inputs[at + 1] = 0.5 * (logOfCount(seen) as number);
    }
    memory.clear(context, row);
  }
}

/** Turns scores into probabilities that add up to 1. */
function softmax(scores: Float64Array, count: number): void {
  let top = scores[0] as number;
  for (let c = 1; c < count; c++) if ((scores[c] as number) > top) top = scores[c] as number;
  let sum = 0;
  for (let c = 0; c < count; c++) {
    const e = exp((scores[c] as number) - top);
    scores[c] = e;
    sum += e;
  }
  for (let c = 0; c < count; c++) scores[c]! /= sum;
}

/** log((n + prior) / prior), from a table for the usual n. */
const LOGS: Float64Array = Float64Array.from({ length: 4096 }, (_, n) => log((n + PRIOR) / PRIOR));
function logOfCount(n: number): number {
  return n < LOGS.length ? (LOGS[n] as number) : log((n + PRIOR) / PRIOR);
}

/** The share of probability that readers keep for what is no candidate. */
export const floor = 1e-4;
