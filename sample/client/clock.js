// The turnable clock in the head of the page.

import { get, post } from "./api.js";
import { isoWeek, longDay, shortDay, time, wallTime } from "./dates.js";
import { element } from "./message.js";

const byId = (id) => document.getElementById(id);

export class Clock {
  /** `work(button, deed)` runs a deed with the button busy; `onTurned` is called after a turn. */
  constructor(work, onTurned) {
    this.ahead = 0;
    this.frozenAt = null;
    this.work = work;
    this.onTurned = onTurned;
    byId("next-step").addEventListener("click", (event) => this._turn(event.currentTarget, { turn: "next" }));
    for (const button of document.querySelectorAll("[data-turn]")) {
      button.addEventListener("click", () => this._turn(button, { turn: button.dataset.turn }));
    }
    byId("turn-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this._turn(event.submitter, { turn: "to", moment: byId("turn-moment").value });
    });
    byId("clock-button").addEventListener("click", () => {
      byId("turn-moment").value = wallTime(this.now());
    });
    setInterval(() => this._show(), 5000);
  }

  now() {
    return this.frozenAt ?? new Date(Date.now() + this.ahead);
  }

  /** Takes the server's time; small differences are the network's, and not worth a jump. */
  set(text) {
    const server = new Date(text);
    if (this.frozenAt) this.frozenAt = server;
    else if (Math.abs(server - this.now()) > 1500) this.ahead = server - Date.now();
    this._show();
  }

  async load() {
    this._take(await get("clock"));
  }

  _turn(button, body) {
    return this.work(button, async () => {
      this._take(await post("clock", body));
      await this.onTurned();
    });
  }

  _take({ now, frozen, steps }) {
    this.frozenAt = frozen ? new Date(now) : null;
    this.ahead = new Date(now) - Date.now();
    this._show();
    const [next] = steps;
    const button = byId("next-step");
    button.disabled = !next;
    byId("next-label").textContent = next ? this._named(next) : "inget planerat";
    byId("steps").replaceChildren(...steps.map((step) => this._row(step)));
    if (!steps.length) byId("steps").append(element("li", "quiet", "Inga steg är planerade än."));
  }

  _row(step) {
    const button = element("button", "", this._named(step));
    button.type = "button";
    button.addEventListener("click", () => this._turn(button, { turn: "to", moment: step.moment }));
    const item = element("li");
    item.append(button);
    return item;
  }

  _named({ label, moment }) {
    const at = new Date(moment);
    return `${label}, ${shortDay(at)} ${time(at)}`;
  }

  _show() {
    const now = this.now();
    byId("now-day").textContent = `${longDay(now)} · vecka ${isoWeek(now)}`;
    byId("now-short").textContent = `${shortDay(now)} · v. ${isoWeek(now)}`;
    byId("now-time").dateTime = now.toISOString();
    byId("now-time").textContent = time(now);
  }
}
