// The drawer that shows what was really sent: for those who build on the bot.

import { get } from "./api.js";
import { time } from "./dates.js";
import { element } from "./message.js";

const drawer = document.getElementById("traffic");
const opener = document.getElementById("show-traffic");
const list = document.getElementById("exchanges");

export function setUpTraffic() {
  opener.addEventListener("click", () => (drawer.hidden ? open() : close()));
  document.getElementById("hide-traffic").addEventListener("click", close);
  drawer.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

export async function refreshTraffic() {
  if (drawer.hidden) return;
  const { exchanges } = await get("traffic");
  const known = new Set([...list.children].map((item) => item.dataset.number));
  const fresh = exchanges.filter((exchange) => !known.has(String(exchange.number)));
  list.prepend(...fresh.reverse().map(row));
  while (list.children.length > exchanges.length) list.lastElementChild.remove();
}

function open() {
  drawer.hidden = false;
  opener.setAttribute("aria-expanded", "true");
  drawer.focus();
  refreshTraffic();
}

function close() {
  drawer.hidden = true;
  opener.setAttribute("aria-expanded", "false");
  document.getElementById("tools-button").focus();
}

function row(exchange) {
  const item = element("li");
  item.dataset.number = exchange.number;
  const details = element("details");
  const summary = element("summary");
  const direction = exchange.to_bot ? "→ boten" : "← boten";
  const fine = exchange.status >= 200 && exchange.status < 300;
  const status = element("span", `status ${fine ? "fine" : "bad"}`, exchange.status || "inget svar");
  summary.append(`${time(new Date(exchange.moment))} ${direction} `, named(exchange), " ", status);
  details.append(summary);
  details.addEventListener("toggle", () => fill(details, exchange), { once: true });
  item.append(details);
  return item;
}

function named(exchange) {
  const said = exchange.request;
  const what = exchange.to_bot
    ? [said.type, said.name ?? said.action ?? said.channelData?.eventType].filter(Boolean).join(" ")
    : `${exchange.method} ${decodeURIComponent(exchange.path.replace("/local/connector", ""))}`;
  return element("code", "", what);
}

function fill(details, exchange) {
  details.append(element("h3", "", "Fråga"), json(exchange.request), element("h3", "", "Svar"), json(exchange.answer));
}

function json(value) {
  const text = value === "" ? "(tomt)" : JSON.stringify(value, null, 2);
  const block = element("pre", "", text);
  block.tabIndex = 0;
  return block;
}
