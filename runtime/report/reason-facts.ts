/** What the sentence of a reason is made from. */

import { withUnit } from "../../foundation/look/figure-text.ts";
import type { Reason } from "../../foundation/plan/index.ts";

/** The facts of a reason; a plan edited by hand may lack some, so nothing is taken for granted. */
export class Facts {
  readonly #facts: Reason["facts"];

  constructor(facts: Reason["facts"]) {
    this.#facts = facts;
  }

  number(name: string): number | null {
    const value = this.#facts[name];
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  }

  text(name: string): string {
    const value = this.#facts[name];
    return value === undefined || value === null ? "unknown" : String(value);
  }

  /** The fact with its unit; "an unknown level" and the like are worse to read than a dash. */
  in(name: string, unit: string, digits: number): string {
    return withUnit(this.number(name), unit, digits);
  }

  entries(): [string, number][] {
    return Object.entries(this.#facts).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  }
}

export type Template = string | ((facts: Facts) => string);

export type Sentences = Readonly<Record<string, Template>>;
