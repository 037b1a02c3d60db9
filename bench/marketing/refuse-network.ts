/** Loaded before a program: whatever would leave this machine is written down and refused. */
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import net from "node:net";

const log = process.env.REFUSED_NETWORK_LOG ?? "";

function refuse(owner: object, name: string): void {
  Object.defineProperty(owner, name, {
    value: () => {
      appendFileSync(log, `${name}\n`);
      throw new Error(`${name}: the network is refused`);
    },
  });
}

refuse(net.Socket.prototype, "connect");
refuse(net.Server.prototype, "listen");
refuse(dgram, "createSocket");
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) refuse(dns, name);
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) refuse(dns.promises, name);
