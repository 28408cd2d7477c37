// A pane with the messages of one conversation. Changed messages are drawn anew, the others are left alone, so
// that nothing half-written in a card is lost.

import { dayKey, isoWeek, longDay } from "./dates.js";
import { element, fillMessage, newMessage, noteOf } from "./message.js";

export class Conversation {
  /** `hooks`: press(message, kind, payload), say(sentence), reply(message), allowsDoubleClicks(). */
  constructor(pane, hooks, { threaded }) {
    this.scroller = pane.querySelector(".messages");
    this.list = this.scroller.querySelector("ol");
    this.hooks = hooks;
    this.threaded = threaded;
    this.clear();
  }

  clear() {
    this.items = new Map();
    this.busy = new Set();
    this.empty = true;
    this.list.replaceChildren();
  }

  /** Draws what changed; returns the ids of what is new to this pane. */
  update(conversation, context) {
    this._forget(new Set(conversation.shown));
    const fresh = [];
    for (const message of conversation.messages) {
      if (this.items.has(message.id)) this._redraw(message, context);
      else fresh.push(this._append(message, context));
    }
    this._separateDays();
    if (fresh.length) this._follow(fresh.at(-1), context);
    this.empty = false;
    return fresh;
  }

  messages() {
    return [...this.items.values()].map(({ message }) => message);
  }

  sayNothingYet(sentence) {
    if (!this.items.size) this.list.replaceChildren(element("li", "nothing-yet", sentence));
  }

  _append(message, context) {
    this.list.querySelector(".nothing-yet")?.remove();
    const item = newMessage(message, context.me);
    fillMessage(item, message, this._drawing(context));
    this.items.set(message.id, { item, message });
    this._placeFor(message).append(item);
    if (this.threaded && !this._rootOf(message)) this._addReplies(item, message);
    return message;
  }

  _redraw(message, context) {
    const known = this.items.get(message.id);
    const hadFocus = known.item.querySelector(":scope > .message-body").contains(document.activeElement);
    known.message = message;
    fillMessage(known.item, message, this._drawing(context));
    this.busy.delete(message.id);
    if (hadFocus) {
      const target = known.item.querySelector(".card") ?? this.scroller;
      target.focus({ preventScroll: true });
      this.hooks.say(message.note || "Kortet är uppdaterat.");
      this._bringIntoView(known.item);
    }
  }

  _drawing({ now, botName }) {
    return {
      now,
      botName,
      onPress: (message, kind, payload, button) => this._press(message, kind, payload, button),
    };
  }

  async _press(message, kind, payload, button) {
    if (this.busy.has(message.id) && !this.hooks.allowsDoubleClicks()) return;
    this.busy.add(message.id);
    button?.classList.add("busy");
    button?.setAttribute("aria-busy", "true");
    try {
      await this.hooks.press(message, kind, payload);
    } catch (error) {
      this._noteUnder(message, error.message);
    } finally {
      this.busy.delete(message.id);
      button?.classList.remove("busy");
      button?.removeAttribute("aria-busy");
    }
  }

  _noteUnder(message, sentence) {
    const body = this.items.get(message.id)?.item.querySelector(":scope > .message-body");
    body?.querySelector(".note")?.remove();
    body?.append(noteOf(sentence, "error"));
  }

  _rootOf(message) {
    return message.thread ? this.items.get(message.thread)?.item : undefined;
  }

  _placeFor(message) {
    return this._rootOf(message)?.querySelector(":scope > .replies") ?? this.list;
  }

  _addReplies(item, message) {
    const answer = element("button", "plain reply-button", "Svara i tråden");
    answer.type = "button";
    answer.addEventListener("click", () => this.hooks.reply(message));
    item.append(element("ol", "replies"), answer);
  }

  _forget(shown) {
    for (const [id, { item }] of this.items) {
      if (!shown.has(id)) {
        item.remove();
        this.items.delete(id);
      }
    }
  }

  _separateDays() {
    for (const old of this.list.querySelectorAll(":scope > .day")) old.remove();
    let before = "";
    for (const item of [...this.list.children]) {
      const sent = new Date(this.items.get(item.dataset.message)?.message.sent ?? Number.NaN);
      if (Number.isNaN(sent.getTime())) continue;
      if (dayKey(sent) !== before) {
        const week = isoWeek(sent);
        item.before(element("li", "day", `${longDay(sent)} · vecka ${week}`));
      }
      before = dayKey(sent);
    }
  }

  _follow(message, { me }) {
    const { item } = this.items.get(message.id);
    const rest = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    const near = rest - item.offsetHeight < 160;
    if (this.empty || near || message.author.id === me) this._bringIntoView(item);
  }

  /** The whole message if it fits, else its beginning. */
  _bringIntoView(item) {
    const frame = this.scroller.getBoundingClientRect();
    const box = item.getBoundingClientRect();
    const tall = box.height > frame.height - 24;
    if (tall || box.top < frame.top) this.scroller.scrollTop += box.top - frame.top - 12;
    else if (box.bottom > frame.bottom) this.scroller.scrollTop += box.bottom - frame.bottom + 12;
  }
}
