/** What does not fit: looked for in the page as it stands. */
import type { Page } from "playwright-core";

/** Controls that are cut off or lie on each other, and what scrolls sideways; empty where all is well. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className} “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}”`;
    const wide = (element: Element): void => {
      if (element.scrollWidth > element.clientWidth + 1) found.push(`${nameOf(element)} scrolls sideways`);
    };
    wide(document.documentElement);
    for (const region of document.querySelectorAll("main, .craft > *, .player, .top, .nav")) wide(region);
    for (const region of document.querySelectorAll("main, .player, .top, .nav")) {
      const controls = [...region.querySelectorAll("button, input, select, textarea, a, summary, h1, h2")].filter(
        (each) => each.checkVisibility() && !each.closest(".table-scroll, .hidden-label, .skip"),
      );
      const boxes = controls.map((each) => each.getBoundingClientRect());
      for (const [at, box] of boxes.entries()) {
        const control = controls[at] as Element;
        if (box.width === 0) continue;
        if (box.left < -1 || box.right > innerWidth + 1) found.push(`${nameOf(control)} is cut off`);
        const frame = control.closest(".craft > *, .page, .empty, .player, .top, .nav")?.getBoundingClientRect();
        if (frame && (box.left < frame.left - 1 || box.right > frame.right + 1))
          found.push(
            `${nameOf(control)} sticks out of ${control.closest(".craft > *, .page")?.className ?? "its frame"}`,
          );
        if (/^(BUTTON|SELECT|SUMMARY)$/.test(control.tagName) && box.height < 23.5)
          found.push(`${nameOf(control)} is ${box.height} pixels high`);
        for (const [other, second] of boxes.entries()) {
          if (other <= at || control.contains(controls[other] as Element)) continue;
          const across = Math.min(box.right, second.right) - Math.max(box.left, second.left);
          const down = Math.min(box.bottom, second.bottom) - Math.max(box.top, second.top);
          if (across > 2 && down > 2 && !(controls[other] as Element).contains(control))
            found.push(`${nameOf(control)} and ${nameOf(controls[other] as Element)} lie on each other`);
        }
      }
    }
    return [...new Set(found)];
  });
}
