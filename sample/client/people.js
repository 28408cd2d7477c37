// The list of people one can be, each with the unread messages in their own chat with the bot.

import { element } from "./message.js";

export function drawPeople(list, { members, user }, onChoose) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.member : "";
  list.replaceChildren(...members.map((member) => row(member, member.id === user, onChoose)));
  if (focused) list.querySelector(`[data-member="${CSS.escape(focused)}"]`)?.focus();
}

function row(member, chosen, onChoose) {
  const button = element("button", "person");
  button.type = "button";
  button.dataset.member = member.id;
  if (chosen) button.setAttribute("aria-current", "true");
  const avatar = element("span", "avatar", member.initials);
  avatar.setAttribute("aria-hidden", "true");
  const words = element("span", "person-words");
  const name = element("span", "person-name", member.name);
  if (member.guest) name.append(" ", element("span", "tag", "Gäst"));
  if (!member.inTeam) name.append(" ", element("span", "tag", "Inte i teamet"));
  words.append(name, element("span", "quiet", member.role));
  button.append(avatar, words);
  if (member.unread) button.append(badge(member.unread));
  button.addEventListener("click", () => onChoose(member.id));
  const item = element("li");
  item.append(button);
  return item;
}

function badge(count) {
  const mark = element("span", "badge", String(count));
  mark.append(element("span", "unseen", count === 1 ? " oläst" : " olästa"));
  return mark;
}

export function showBadge(mark, count) {
  mark.hidden = !count;
  mark.textContent = count ? String(count) : "";
}
