// The box at the foot of a pane: Enter sends, Shift+Enter makes a new line.

import { element } from "./message.js";

export class Composer {
  /** `send(text)` is awaited; the text stays in the box when it fails. */
  constructor(form, work, send) {
    this.form = form;
    this.box = form.querySelector("textarea");
    this.hints = form.querySelector(".hints");
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    this.box.addEventListener("input", () => this._grow());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.box.value.trim();
      if (!text) return;
      work(form.querySelector("[type=submit]"), async () => {
        this.box.value = "";
        this._grow();
        try {
          await send(text);
        } catch (error) {
          this.box.value ||= text;
          throw error;
        }
      });
    });
  }

  /** Commands to choose from, as the command menu of Teams: choosing one writes its words in the box. */
  offer(commands) {
    if (this.hints.children.length === commands.length) return;
    this.hints.hidden = !commands.length;
    this.hints.replaceChildren(...commands.map((command) => this._hint(command)));
  }

  focus() {
    this.box.focus();
  }

  _hint(command) {
    const button = element("button", "hint", command);
    button.type = "button";
    button.addEventListener("click", () => {
      this.box.value = command;
      this._grow();
      this.box.focus();
    });
    const item = element("li");
    item.append(button);
    return item;
  }

  _grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 160)}px`;
  }
}
