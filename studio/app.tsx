/** The frame: where one is above and left, the screen, the player below. */
import { lazy, type ReactElement, Suspense, useEffect, useRef, useState } from "react";
import { errorText } from "./api/request.ts";
import { Button } from "./parts/controls.tsx";
import { Icon, type IconName } from "./parts/icons.tsx";
import { JobTray } from "./parts/job-tray.tsx";
import { Notices } from "./parts/notices.tsx";
import { PlayerBar } from "./player/player-bar.tsx";
import { Home } from "./screens/home/home.tsx";
import { listenToKeys } from "./state/keys.ts";
import { go, type Place, pathOf, place, type Screen } from "./state/place.ts";
import { forgetPlans, undoCurrent } from "./state/plans.ts";
import { closeProject, connected, openProject, project } from "./state/project.ts";
import { useStore } from "./state/store.ts";

const SCREEN_PARTS = {
  listen: lazy(() => import("./screens/listen/listen.tsx")),
  mix: lazy(() => import("./screens/mix/mix.tsx")),
  master: lazy(() => import("./screens/master/master.tsx")),
  compose: lazy(() => import("./screens/compose/compose.tsx")),
  audience: lazy(() => import("./screens/audience/audience.tsx")),
  campaign: lazy(() => import("./screens/campaign/campaign.tsx")),
  data: lazy(() => import("./screens/data/data.tsx")),
  export: lazy(() => import("./screens/export/export.tsx")),
  jobs: lazy(() => import("./screens/jobs/jobs.tsx")),
  history: lazy(() => import("./screens/history/history.tsx")),
} satisfies Record<Screen, unknown>;
const Settings = lazy(() => import("./screens/settings/settings.tsx"));
const Help = lazy(() => import("./parts/help.tsx"));

const NAMES: readonly (readonly [screen: Screen, name: string, group: number])[] = [
  ["listen", "Listen", 0],
  ["compose", "Compose", 1],
  ["mix", "Mix", 1],
  ["master", "Master", 1],
  ["audience", "Audience", 2],
  ["campaign", "Campaign", 2],
  ["data", "Data", 2],
  ["export", "Export", 3],
  ["jobs", "Jobs", 3],
  ["history", "History", 3],
];

export function App(): ReactElement {
  const at = useStore(place);
  const open = useStore(project);
  const online = useStore(connected);
  const [error, setError] = useState<string | null>(null);
  const [helping, setHelping] = useState(false);
  const main = useRef<HTMLElement>(null);
  useEffect(
    () =>
      listenToKeys(
        () => setHelping(true),
        (again) => void undoCurrent(again),
      ),
    [],
  );
  useEffect(() => {
    setError(null);
    forgetPlans();
    if (at.project === null) closeProject();
    else openProject(at.project).catch((cause: unknown) => setError(errorText(cause)));
  }, [at.project]);
  useEffect(() => {
    const name = NAMES.find(([screen]) => screen === at.screen)?.[1] ?? (at.screen === "settings" ? "Settings" : "");
    document.title = [name, open?.details.title, "Songwright"].filter(Boolean).join(" · ");
    main.current?.scrollTo(0, 0);
  }, [at.screen, open?.details.title]);
  return (
    <div className="studio">
      <header className="top">
        {/* A button: a link's fragment would take the place of the token. */}
        <button type="button" className="skip button" onClick={() => main.current?.focus()}>
          To the screen
        </button>
        <PlaceLink to={{ screen: "home", project: null }} className="mark">
          <img src="/icon.svg" width={24} height={24} alt="" />
          <span>Songwright</span>
        </PlaceLink>
        <div className="grow cut">
          {open && (
            <>
              <span className="strong">{open.details.title}</span> <span className="quiet">{open.details.artist}</span>
            </>
          )}
        </div>
        {!online && (
          <span className="amber row small" role="status">
            <Icon name="warn" /> The server does not answer; trying again
          </span>
        )}
        {open && <JobTray jobs={open.jobs} />}
        <Button icon="help" label="Help (?)" onClick={() => setHelping(true)} />
        <PlaceLink to={{ screen: "settings", project: null }} className="button icon" label="Settings">
          <Icon name="settings" />
        </PlaceLink>
      </header>
      <Navigation at={at} />
      <main className="screen" ref={main} tabIndex={-1}>
        <Suspense fallback={null}>
          {error !== null ? (
            <div className="empty" role="alert">
              <h1>This project cannot be opened</h1>
              <p>{error}</p>
              <Button onClick={() => go({ screen: "home", project: null })}>To all projects</Button>
            </div>
          ) : (
            <Shown at={at} />
          )}
        </Suspense>
      </main>
      <PlayerBar />
      <Notices />
      {helping && (
        <Suspense fallback={null}>
          <Help close={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Shown({ at }: { readonly at: Place }): ReactElement | null {
  const open = useStore(project);
  if (at.screen === "home") return <Home />;
  if (at.screen === "settings") return <Settings />;
  if (open === null || open.id !== at.project) return null;
  const Part = SCREEN_PARTS[at.screen];
  return <Part project={open} />;
}

function Navigation({ at }: { readonly at: Place }): ReactElement {
  return (
    <nav className="nav" aria-label="Screens">
      <PlaceLink to={{ screen: "home", project: null }} current={at.screen === "home"} label="Home">
        <Icon name="home" />
        <span>Home</span>
      </PlaceLink>
      {at.project !== null &&
        NAMES.map(([screen, name, group], index) => (
          <div key={screen}>
            {group !== NAMES[index - 1]?.[2] && <hr />}
            <PlaceLink to={{ screen, project: at.project }} current={at.screen === screen} label={name}>
              <Icon name={screen as IconName} />
              <span>{name}</span>
            </PlaceLink>
          </div>
        ))}
    </nav>
  );
}

interface PlaceLinkProps {
  readonly to: Place;
  readonly children: React.ReactNode;
  readonly className?: string;
  readonly current?: boolean;
  readonly label?: string;
}

export function PlaceLink({ to, children, className, current, label }: PlaceLinkProps): ReactElement {
  return (
    <a
      href={pathOf(to) + location.hash}
      className={className}
      aria-current={current ? "page" : undefined}
      aria-label={label}
      title={label}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
