import type { ReactElement } from "react";
import { errorText } from "../api/request.ts";
import type { NewJob, Use } from "../api/types.ts";
import { say } from "../state/notices.ts";
import { go, type Screen } from "../state/place.ts";
import { openProject, performJob } from "../state/project.ts";
import { type Dropped, dropped, forget, keep } from "../state/uploads.ts";
import { Button } from "./controls.tsx";

/** What was dropped: on its way, what it is, and what can be done with it. Files of one kind go together. */
export function DroppedList({ items }: { readonly items: readonly Dropped[] }): ReactElement | null {
  const waiting = items.filter(({ kept }) => kept === null);
  if (waiting.length === 0) return null;
  const ready = waiting.filter(({ upload }) => upload?.state === "received" && upload.uses.length > 0);
  const shared = ready.length > 1 ? sharedUses(ready) : [];
  return (
    <section className="section" aria-label="What you dropped">
      {shared.length > 0 && (
        <div className="row wrap">
          <span className="strong">All {ready.length}:</span>
          {shared.map((use, at) => (
            <Button key={use.label} kind={at === 0 ? "main" : "plain"} onClick={() => void carryOut(ready, use)}>
              {capital(use.label)}
            </Button>
          ))}
        </div>
      )}
      <ul className="dropped">
        {waiting.map((item) => (
          <DroppedItem key={item.key} item={item} alone={shared.length === 0} />
        ))}
      </ul>
    </section>
  );
}

function DroppedItem({ item, alone }: { readonly item: Dropped; readonly alone: boolean }): ReactElement {
  const { name, bytes, upload, error } = item;
  const refused = error ?? upload?.refused ?? null;
  return (
    <li>
      <div className="row wide">
        <span className="strong cut">{name}</span>
        <Button icon="close" label={`Leave ${name} out`} onClick={() => forget(item.key)} />
      </div>
      {refused !== null ? (
        <p className="red small" role="alert">
          {refused}
        </p>
      ) : upload?.state === "received" ? (
        <>
          <p className="small quiet">{upload.about}</p>
          <div className="row wrap">
            {upload.uses.map((use, at) => (
              <Button
                key={use.label}
                kind={at === 0 && alone ? "main" : "plain"}
                onClick={() => void carryOut([item], use)}
              >
                {capital(use.label)}
              </Button>
            ))}
          </div>
        </>
      ) : (
        <progress max={Math.max(1, bytes)} value={upload?.received ?? 0} aria-label={`${name}, on its way`} />
      )}
    </li>
  );
}

function sharedUses(items: readonly Dropped[]): readonly Use[] {
  const [first, ...rest] = items.map(({ upload }) => upload?.uses ?? []);
  return (first ?? []).filter(({ label }) => rest.every((uses) => uses.some((use) => use.label === label)));
}

const capital = (label: string): string => label.slice(0, 1).toUpperCase() + label.slice(1);

const SCREENS: Readonly<Record<string, Screen>> = {
  mixes: "listen",
  masters: "listen",
  stems: "mix",
  scores: "compose",
  data: "data",
  campaign: "campaign",
};

/** Puts the files in their place, goes there, and starts what was asked for. */
async function carryOut(items: readonly Dropped[], use: Use): Promise<void> {
  const [first] = items;
  if (!first) return;
  try {
    const files = [];
    for (const item of items) files.push(await keep(item, use.place));
    dropped.set((now) => now.filter(({ kept }) => kept === null));
    await openProject(first.project);
    const screen = use.verb === "master" || use.place === "references" ? "master" : (SCREENS[use.place] ?? "listen");
    go({ screen, project: first.project });
    const job = jobFor(
      use.verb,
      files.map(({ id }) => id),
    );
    if (job) await performJob(job);
  } catch (cause) {
    say({ kind: "error", text: errorText(cause) });
  }
}

function jobFor(verb: string | null, files: readonly string[]): NewJob | null {
  const plain = { options: {}, documents: {} };
  if (verb === "mix") return { verb, material: ["stems"], ...plain };
  if (verb === null) return null;
  return { verb, material: [...files], ...plain };
}
