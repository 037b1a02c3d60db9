/** Settings: how the studio looks; what stays on this machine. */
import { type ReactElement, useEffect, useState } from "react";
import { getJson } from "../../api/request.ts";
import type { Start } from "../../api/types.ts";
import { Choice } from "../../parts/controls.tsx";
import { setTheme, type Theme, theme } from "../../state/settings.ts";
import { useStore } from "../../state/store.ts";

export default function Settings(): ReactElement {
  const chosen = useStore(theme);
  const [start, setStart] = useState<Start | null>(null);
  useEffect(() => {
    getJson<Start>("/api/start").then(setStart, () => {});
  }, []);
  return (
    <div className="page">
      <header>
        <h1>Settings</h1>
      </header>
      <section className="section" aria-label="Look">
        <h2>Look</h2>
        <div className="form">
          <Choice
            label="Colours"
            value={chosen}
            choices={[
              ["system", "as the system has them"],
              ["light", "light"],
              ["dark", "dark"],
            ]}
            onChange={(value) => setTheme(value as Theme)}
          />
        </div>
      </section>
      <section className="section" aria-label="Privacy">
        <h2>What stays here</h2>
        <ul className="stack small">
          <li>Everything. The studio talks to its own server on this machine and to nobody else.</li>
          <li>Projects are folders of yours; what the studio keeps about one lies in its .songwright folder.</li>
          <li>Names and addresses of people in exports never enter a project; fans are keyed hashes.</li>
          <li>Who opens this page needs the token in its address; a new one is made at each start.</li>
        </ul>
      </section>
      <section className="section" aria-label="This program">
        <h2>This program</h2>
        <p className="small">
          Songwright {start?.version ?? ""}.{" "}
          {start &&
            (start.missing.length > 0
              ? `Missing on this machine: ${start.missing.join("; ")}.`
              : "Nothing is missing on this machine.")}
        </p>
        <p className="small quiet">`songwright doctor` examines the machine and says how to install what is missing.</p>
      </section>
    </div>
  );
}
