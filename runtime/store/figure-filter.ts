/** A figure as the condition of a query over the facts. */
import type { Figure } from "../../foundation/tables/figure.ts";

export interface FigureFilter {
  /** "from … where …": facts are `f`, their sources `s`. */
  readonly where: string;
  readonly values: readonly string[];
}

/** Facts that newer exports of a dashboard cover are left out. */
export function figureFilter(figure: Figure): FigureFilter {
  const values: string[] = [];
  const given = (value: string): string => `$${values.push(value)}`;
  const conditions = ["not f.shadowed"];
  const named = (table: string, column: string, value: string | undefined): void => {
    if (value !== undefined)
      conditions.push(`f.${column} in (select id from ${table} where lower(name) = lower(${given(value)}))`);
  };
  if (figure.unit === "money")
    conditions.push("f.currency in (select id from currencies where regexp_full_match(name, '[A-Z]{3}'))");
  else named("units", "unit", figure.unit);
  if (figure.basis !== undefined) conditions.push(`s.basis = ${given(figure.basis)}`);
  named("services", "service", figure.service);
  named("territories", "territory", figure.territory);
  named("currencies", "currency", figure.currency);
  named("contexts", "context", figure.context);
  if (figure.recording !== undefined) {
    const value = given(figure.recording);
    conditions.push(
      `f.recording in (select id from recordings where isrc = upper(${value}) or lower(title) = lower(${value}))`,
    );
  }
  if (figure.from !== undefined) conditions.push(`f.first_day >= ${given(figure.from)}::date`);
  if (figure.until !== undefined) conditions.push(`f.last_day <= ${given(figure.until)}::date`);
  return { where: `from facts f join sources s on s.id = f.source where ${conditions.join(" and ")}`, values };
}
