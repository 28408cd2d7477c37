// Loaded into the Teams test client ahead of its own code, which listens on every interface, has no option against
// it, and sends statistics: here it listens on this machine alone and reaches nothing but this machine.
"use strict";

const net = require("node:net");

const THIS_MACHINE = "127.0.0.1";
const NAMES = ["localhost", "127.0.0.1", "::1"];

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  const done = given.find((one) => typeof one === "function");
  const [first] = given;
  const options = first !== null && typeof first === "object" ? first : { port: Number(first ?? 0) };
  return listen.call(this, { port: options.port, host: THIS_MACHINE, ipv6Only: false }, done);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  // Node itself hands over its arguments as one list: the options and what to call.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const options = first !== null && typeof first === "object" ? first : { port: first, host: second };
  const host = typeof options.host === "string" ? options.host : "localhost";
  if (NAMES.includes(host)) return connect.apply(this, given);
  return this.destroy(new Error(`The Teams test client may only reach this machine, not ${host}.`));
};
