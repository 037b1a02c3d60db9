/** Before and after as sound, at equal loudness. */

import { relative } from "node:path";
import { signedWithUnit, withUnit } from "../../foundation/look/figure-text.ts";
import type { Comparison } from "../master/compare.ts";
import { escapeHtml, relativeAddress } from "./html.ts";

const MASTERING = ["Mix", "Master"] as const;

/** Two players that work by themselves; with the script (listenScript) they also run together. */
export function listenSection(
  comparison: Comparison,
  folder: string,
  names: readonly [before: string, after: string] = MASTERING,
): string {
  return `<section class="on-screen">
<h2>Listen</h2>
${listenPair(comparison, folder, "", names)}
</section>`;
}

/** A pair of players for each song of an album. */
export function listenToAlbum(
  comparisons: readonly { readonly name: string; readonly comparison: Comparison }[],
  folder: string,
): string {
  const pairs = comparisons.map(
    ({ name, comparison }, at) => `<h3>${escapeHtml(name)}</h3>\n${listenPair(comparison, folder, `-${at + 1}`)}`,
  );
  return `<section class="on-screen">\n<h2>Listen</h2>\n${pairs.join("\n")}\n</section>`;
}

/** `suffix` makes the ids of several pairs in one page differ. */
function listenPair(
  comparison: Comparison,
  folder: string,
  suffix: string,
  names: readonly [before: string, after: string] = MASTERING,
): string {
  const [first, second] = names.map((name) => name.toLowerCase());
  const { before, after, beforeGainDb, afterGainDb, integratedLufs } = comparison;
  const player = (id: string, name: string, path: string): string =>
    `<div><label for="${id}">${name}</label><audio id="${id}" controls="controls" preload="metadata" src="${relativeAddress(relative(folder, path))}"></audio></div>`;
  return `<div class="listen-pair">
<p>Both play at ${withUnit(integratedLufs, "LUFS", 1)}, so that neither wins by being louder: the ${first} is moved by ${signedWithUnit(beforeGainDb, "dB", 1)}, the ${second} by ${signedWithUnit(afterGainDb, "dB", 1)}.</p>
<div class="players">${player(`before${suffix}`, names[0], before)}${player(`after${suffix}`, names[1], after)}</div>
<p class="together" hidden="hidden"><button type="button">Switch to the ${second}</button> <span class="quiet">or press B; Space plays and stops both.</span></p>
</div>`;
}

/**
 * Runs the two players of each pair in step, one of them muted; B changes which, in the pair that played last. Holds
 * neither "<" nor "&", for XML's sake.
 */
export const listenScript = `
(function () {
  var current = null;
  function pair(place) {
    var sounds = Array.from(place.querySelectorAll("audio"));
    var names = sounds.map(function (sound) { return sound.parentNode.querySelector("label").textContent.toLowerCase(); });
    var together = place.querySelector(".together");
    var button = place.querySelector("button");
    together.hidden = false;
    var heard = 0;
    var following = false;
    function show() {
      sounds.forEach(function (sound, at) {
        sound.muted = at !== heard;
        sound.parentNode.className = at === heard ? "heard" : "";
      });
      button.textContent = "Switch to the " + names[1 - heard];
    }
    function align() {
      var other = sounds[1 - heard];
      if (Math.abs(other.currentTime - sounds[heard].currentTime) > 0.008) other.currentTime = sounds[heard].currentTime;
    }
    function both(act) {
      following = true;
      act();
      setTimeout(function () { following = false; }, 60);
    }
    var self = {
      change: function () {
        if (!sounds[heard].paused) align();
        heard = 1 - heard;
        show();
      },
      stop: function () {
        sounds.forEach(function (sound) { sound.pause(); });
      },
      toggle: function () {
        if (sounds[heard].paused) sounds[heard].play();
        else sounds[heard].pause();
      }
    };
    sounds.forEach(function (sound, at) {
      var other = sounds[1 - at];
      sound.addEventListener("play", function () {
        if (following) return;
        both(function () {
          if (current !== self) current.stop();
          current = self;
          heard = at;
          show();
          other.currentTime = sound.currentTime;
          other.play();
        });
      });
      sound.addEventListener("pause", function () {
        if (following) return;
        both(function () { other.pause(); align(); });
      });
      sound.addEventListener("seeked", function () {
        if (following || at !== heard) return;
        both(align);
      });
    });
    button.addEventListener("click", self.change);
    show();
    return self;
  }
  var pairs = Array.from(document.querySelectorAll(".listen-pair")).map(pair);
  current = pairs[0];
  if (!current) return;
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "b" || event.key === "B") current.change();
    if (event.key !== " " || ["BUTTON", "SUMMARY", "AUDIO"].includes(event.target.tagName)) return;
    event.preventDefault();
    current.toggle();
  });
})();
`;
