/** Screens come when they are first looked at: what to do where one does not come, or breaks. */
import { Component, type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from "react";
import { Button } from "./controls.tsx";

const AGAIN_MS = 1000;

/**
 * Where a part cannot be fetched, the server is waited for, which the frame says. Browsers may keep in mind that a part
 * could not be had: then the page is loaded anew, at the screen that was asked for.
 */
export function onDemand<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    for (let tries = 0; ; tries++) {
      try {
        return await load();
      } catch (error) {
        // Browsers throw this alone for what could not be fetched; all else is an error of ours.
        if (!(error instanceof TypeError) && !/preload/.test(String(error))) throw error;
        await answered();
        if (tries > 0) location.reload();
      }
    }
  });
}

async function answered(): Promise<void> {
  for (;;) {
    await new Promise((done) => setTimeout(done, AGAIN_MS));
    const there = await fetch("/icon.svg", { cache: "no-store" }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) return;
  }
}

interface ScreenGuardProps {
  /** Another screen, another try. */
  readonly of: string;
  readonly children: ReactNode;
}

/** An error while drawing takes one screen away, and neither the others nor what plays. */
export class ScreenGuard extends Component<ScreenGuardProps, { readonly failed: string | null; readonly of: string }> {
  override state: { readonly failed: string | null; readonly of: string } = { failed: null, of: this.props.of };

  static getDerivedStateFromError(error: unknown): { readonly failed: string } {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(
    props: ScreenGuardProps,
    state: { readonly of: string },
  ): { readonly failed: null; readonly of: string } | null {
    return props.of === state.of ? null : { failed: null, of: props.of };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (failed === null) return this.props.children;
    return (
      <div className="empty" role="alert">
        <h1>This screen cannot be shown</h1>
        <p>An error in the studio: {failed}. What you decided is kept; the other screens go on.</p>
        <Button onClick={() => location.reload()}>Load the studio again</Button>
      </div>
    );
  }
}
