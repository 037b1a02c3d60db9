/** Before and after as sound, at equal loudness. */

import { relative } from "node:path";
import type { Comparison } from "../master/compare.ts";
import { signedWithUnit, withUnit } from "./figure-text.ts";
import { relativeAddress } from "./html.ts";

/** Two players that work by themselves; with the script (listenScript) they also run together. */
export function listenSection(comparison: Comparison, folder: string): string {
  const { before, after, beforeGainDb, afterGainDb, integratedLufs } = comparison;
  const player = (id: string, name: string, path: string): string =>
    `<div><label for="${id}">${name}</label><audio id="${id}" controls="controls" preload="metadata" src="${relativeAddress(relative(folder, path))}"></audio></div>`;
  return `<section class="on-screen">
<h2>Listen</h2>
<p>Both play at ${withUnit(integratedLufs, "LUFS", 1)}, so that neither wins by being louder: the mix is moved by ${signedWithUnit(beforeGainDb, "dB", 1)}, the master by ${signedWithUnit(afterGainDb, "dB", 1)}.</p>
<div class="players">${player("before", "Mix", before)}${player("after", "Master", after)}</div>
<p id="together" hidden="hidden"><button type="button" id="switch">Switch to the master</button> <span class="quiet">or press B; Space plays and stops both.</span></p>
</section>`;
}

/** Runs both players in step, one of them muted; B changes which. Holds neither "<" nor "&", for XML's sake. */
export const listenScript = `
(function () {
  var sounds = [document.getElementById("before"), document.getElementById("after")];
  var names = ["mix", "master"];
  var button = document.getElementById("switch");
  if (!sounds[0] || !sounds[1] || !button) return;
  document.getElementById("together").hidden = false;
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
  function change() {
    if (!sounds[heard].paused) align();
    heard = 1 - heard;
    show();
  }
  function both(act) {
    following = true;
    act();
    setTimeout(function () { following = false; }, 60);
  }
  sounds.forEach(function (sound, at) {
    var other = sounds[1 - at];
    sound.addEventListener("play", function () {
      if (following) return;
      both(function () {
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
  button.addEventListener("click", change);
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "b" || event.key === "B") change();
    if (event.key !== " " || ["BUTTON", "SUMMARY", "AUDIO"].includes(event.target.tagName)) return;
    event.preventDefault();
    if (sounds[heard].paused) sounds[heard].play();
    else sounds[heard].pause();
  });
  show();
})();
`;
