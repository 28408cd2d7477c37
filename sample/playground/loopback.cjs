// Loaded into the Teams test client ahead of its own code, which listens on every interface, has no option against
// it, and sends statistics: here it listens on this machine alone and reaches nothing but this machine.
"use strict";

const net = require("node:net");

const THIS_MACHINE = "127.0.0.1";
const NAMES = ["localhost", "127.0.0.1", "::1"];

const isObject = (one) => one !== null && typeof one === "object";
const callback = (given) => given.find((one) => typeof one === "function");

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  const [first] = given;
  const port = isObject(first) ? first.port : Number(first ?? 0);
  return listen.call(this, { port, host: THIS_MACHINE }, callback(given));
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  // Node itself hands over its arguments as one list.
  const asked = Array.isArray(given[0]) ? given[0] : given;
  const options = isObject(asked[0]) ? asked[0] : { port: asked[0], host: asked[1] };
  const host = typeof options.host === "string" ? options.host : "localhost";
  if (NAMES.includes(host)) return connect.apply(this, given);
  // Refused as a name that nobody knows is, so that it fails in the way its code expects.
  const error = new Error(`The Teams test client may only reach this machine, not ${host}.`);
  const lookup = (_name, _options, done) => process.nextTick(done, error);
  return connect.call(this, { ...options, host: "refused.invalid", lookup }, callback(asked));
};
