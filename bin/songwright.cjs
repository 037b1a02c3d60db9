#!/usr/bin/env node
// Starts the installed package. In old syntax on purpose: an old Node must get far enough to say what is needed.
// biome-ignore-all lint/style/useTemplate: old syntax
"use strict";

var parts = process.versions.node.split(".");
var major = Number(parts[0]);
var minor = Number(parts[1]);
var fs = require("node:fs");
var path = require("node:path");
var main = path.join(__dirname, "..", "dist", "runtime", "cli", "main.js");

function need(sentence) {
  process.stderr.write("songwright: " + sentence + "\n");
  process.exit(4);
}

if (major < 24 || (major === 24 && minor < 12)) {
  need(
    "Node.js 24.12 or later is needed, and this is " +
      process.version +
      ". Install it with: npm install --global node@24",
  );
} else if (!fs.existsSync(main)) {
  need("this is the source, not the built package. Run ./songwright instead, or build it with: npm run build");
} else {
  import(require("node:url").pathToFileURL(main).href);
}
