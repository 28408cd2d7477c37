// One message in a chat: who, when, what it says, its cards, and what an action said about it.

import { drawCard } from "./cards.js";
import { when } from "./dates.js";
import { escapeHtml, markdown } from "./markdown.js";

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The list item of a message; `fillMessage` puts the content in. */
export function newMessage(message, me) {
  const item = element("li", `message ${kindOf(message.author, me)}`);
  item.dataset.message = message.id;
  const avatar = element("span", "avatar", message.author.initials);
  avatar.setAttribute("aria-hidden", "true");
  item.append(avatar, element("div", "message-body"));
  return item;
}

function kindOf(author, me) {
  if (author.bot) return "bot";
  return author.id === me ? "own" : "other";
}

export function fillMessage(item, message, { now, botName, onPress }) {
  const body = item.querySelector(":scope > .message-body");
  const parts = [head(message, now)];
  if (message.deleted) {
    parts.push(element("p", "gone", "Meddelandet har tagits bort."));
  } else {
    if (message.text) parts.push(textOf(message, botName));
    parts.push(...message.cards.map((card) => cardOf(card, message, onPress)));
  }
  if (message.failed) parts.push(element("p", "note error", "Boten tog inte emot meddelandet."));
  if (message.note && !message.deleted) parts.push(noteOf(message.note, message.noteKind));
  body.replaceChildren(...parts);
}

export function noteOf(text, kind) {
  const note = element("p", `note ${kind}`, text);
  note.setAttribute("role", "status");
  return note;
}

function head(message, now) {
  const line = element("p", "message-head");
  const sent = new Date(message.sent);
  const moment = element("time", "", when(sent, now));
  moment.dateTime = message.sent;
  line.append(element("strong", "", message.author.name), " ", moment);
  if (message.edited && !message.deleted) line.append(" ", element("span", "tag", "Redigerat"));
  if (message.targeted) line.append(" ", element("span", "tag", "Bara du ser det här"));
  return line;
}

function textOf(message, botName) {
  const bubble = element("div", "bubble");
  bubble.innerHTML = message.markdown ? markdown(message.text) : plain(message.text, botName);
  return bubble;
}

function plain(text, botName) {
  const mention = escapeHtml(`<at>${botName}</at>`);
  const html = escapeHtml(text).replaceAll(mention, `<span class="mention">@${escapeHtml(botName)}</span>`);
  return `<p>${html.replaceAll("\n", "<br>")}</p>`;
}

function cardOf(json, message, onPress) {
  const frame = element("div", "card");
  if (json.msteams?.width?.toLowerCase() === "full") frame.classList.add("full");
  frame.tabIndex = -1;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", `Kort från ${message.author.name}`);
  frame.append(drawCard(json, (kind, payload, button) => onPress(message, kind, payload, button)));
  return frame;
}
