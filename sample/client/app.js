// The page as a whole: one person's chat and the channel side by side, the clock above, everybody to the left.

import { get, listen, post } from "./api.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { closeDisclosures, setUpDisclosures } from "./disclosure.js";
import { drawGuide, guideDone, setUpGuide } from "./guide.js";
import { oneAtATime } from "./one-at-a-time.js";
import { drawPeople, showBadge } from "./people.js";
import { setUpTeam } from "./team.js";
import { refreshTraffic, setUpTraffic } from "./traffic.js";

const byId = (id) => document.getElementById(id);
const PLAYED = "est.person";

let state = null;
let user = location.hash.slice(1) || localStorage.getItem(PLAYED) || "";
let revision = 0;
let thread = "";
let looked = new Set();
let calm = 0;

// --- deeds ---------------------------------------------------------------------------------------------------

/** Runs a deed while its button is busy; a failure is told at the top of the page. */
async function work(button, deed) {
  if (button?.getAttribute("aria-busy") === "true") return;
  button?.setAttribute("aria-busy", "true");
  try {
    await deed();
    tell("");
  } catch (error) {
    tell(error.message, "error");
  } finally {
    button?.removeAttribute("aria-busy");
    await sync().catch(() => {});
  }
}

function tell(sentence, kind = "") {
  const notice = byId("notice");
  notice.textContent = sentence;
  notice.className = `banner ${kind}`;
  notice.hidden = !sentence;
}

function say(sentence) {
  byId("live").textContent = sentence;
}

async function press(conversation, message, kind, payload) {
  const where = { user, conversation: state[conversation].id, message: message.id };
  if (kind === "execute") await post("press", { ...where, action: payload });
  else await post("submit", { ...where, value: payload });
  guideDone("answer");
  await sync();
}

const clock = new Clock(work, async () => {
  guideDone("turn");
  closeDisclosures();
});
const hooks = (name) => ({
  press: (message, kind, payload) => press(name, message, kind, payload),
  say,
  reply: (message) => replyTo(message),
  allowsDoubleClicks: () => byId("double-click").checked,
});
const panes = {
  chat: new Conversation(byId("chat-pane"), hooks("chat"), { threaded: false }),
  channel: new Conversation(byId("channel-pane"), hooks("channel"), { threaded: true }),
};
const composers = {
  chat: new Composer(byId("chat-pane").querySelector("form"), work, (text) => post("say", { user, text })),
  channel: new Composer(byId("channel-pane").querySelector("form"), work, async (text) => {
    const body = { user, text, thread, how: byId("channel-how").value };
    replyTo(null);
    await post("post", body);
  }),
};

function replyTo(message) {
  thread = message?.id ?? "";
  byId("channel-pane").querySelector(".reply").hidden = !thread;
  if (thread) composers.channel.focus();
}

/** Empties the panes: everything is asked for again. */
function forget() {
  revision = 0;
  looked = new Set();
  replyTo(null);
  for (const pane of Object.values(panes)) pane.clear();
}

// --- state ---------------------------------------------------------------------------------------------------

/** Fetches and draws what changed. */
const sync = oneAtATime(fetchOnce);

async function fetchOnce() {
  const asked = user;
  const fresh = await get("state", { user: asked, since: revision });
  if (asked !== user) return undefined;
  if (fresh.revision < revision) {
    // The server began anew with an empty file: what this page remembers is of another play.
    forget();
    return fetchOnce();
  }
  user = fresh.user;
  state = fresh;
  revision = fresh.revision;
  clock.set(fresh.now);
  draw();
  return undefined;
}

function draw() {
  const context = { now: clock.now(), me: user, botName: state.bot.name };
  for (const [name, pane] of Object.entries(panes)) {
    const first = pane.empty;
    const fresh = pane.update(state[name], context);
    const fromBot = fresh.filter((message) => message.author.bot);
    if (!first && fromBot.length) say(`Nytt från ${state.bot.name}: ${fromBot.at(-1).summary}`);
    lookAtNews(name);
  }
  panes.chat.sayNothingYet("Inga meddelanden än. Boten skriver hit när veckans frågor går ut.");
  panes.channel.sayNothingYet(
    state.channel.open ? "Inga inlägg än." : "Den här personen är inte med i teamet och ser inte kanalen.",
  );
  drawPeople(byId("people-list"), state, choose);
  drawHeads();
  drawGuide({ installed: state.team.installed, hasPlayers: state.hasPlayers });
  team.draw(state);
}

function drawHeads() {
  const me = state.members.find((member) => member.id === user);
  byId("municipality").textContent = state.municipality || state.bot.name;
  byId("chat-avatar").textContent = me.initials;
  byId("chat-title").textContent = me.name;
  byId("chat-role").textContent = `${me.role ? `${me.role} · ` : ""}chatt med ${state.bot.name}`;
  byId("channel-title").textContent = state.channel.name;
  byId("channel-role").textContent = `${state.team.name} · så som ${me.name} ser kanalen`;
  byId("channel-how").options[0].textContent = `@${state.bot.name}`;
  byId("others").hidden = !state.hasPlayers;
  byId("others").title = `Alla utom ${me.name} får ett exempelsvar`;
  byId("picture").hidden = !state.pictureUrl;
  if (state.pictureUrl) byId("picture").href = state.pictureUrl;
  showBadge(byId("tab-chat"), me.unread);
  showBadge(byId("tab-channel"), state.channel.unread);
  const unread = state.members.reduce((sum, member) => sum + member.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${state.municipality || state.bot.name} – lokalt läge`;
  for (const composer of Object.values(composers)) composer.offer(state.commands);
}

// --- looking: what is in view counts as read, and its cards are refreshed as Teams does it ------------------------

const inView = (name) => !document.hidden && byId(`${name}-pane`).getClientRects().length > 0;

const sightOf = (message) => `${message.id}/${message.sentRevision}`;

/** Opens the conversation, or only the messages named. */
function look(name, only = []) {
  if (!state || !inView(name)) return;
  for (const message of panes[name].messages()) looked.add(sightOf(message));
  post("look", { user, conversation: state[name].id, only }).then(sync, () => {});
}

/** What came into view as new or updated; a card that an action put in place is not news. */
function lookAtNews(name) {
  const news = panes[name].messages().filter((message) => message.author.bot && !looked.has(sightOf(message)));
  if (news.length) look(name, news.map((message) => message.id));
}

function show(view) {
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === view));
  }
}

function choose(chosen) {
  show("chat");
  if (chosen === user) {
    look("chat");
    return;
  }
  user = chosen;
  localStorage.setItem(PLAYED, user);
  history.replaceState(null, "", `#${user}`);
  forget();
  sync().catch((error) => tell(error.message, "error"));
}

// --- start ---------------------------------------------------------------------------------------------------

const team = setUpTeam(work, (body) => post("team", { user, ...body }));

async function start() {
  setUpDisclosures();
  setUpGuide();
  setUpTraffic();
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => {
      show(button.dataset.show);
      if (button.dataset.show in panes) look(button.dataset.show);
    });
  }
  document.querySelector("[data-leave-thread]").addEventListener("click", () => replyTo(null));
  byId("others").addEventListener("click", (event) => {
    const button = event.currentTarget;
    work(button, async () => {
      const { said } = await post("others", { user });
      guideDone("others");
      say(said);
    });
  });
  document.addEventListener("visibilitychange", () => {
    for (const name of Object.keys(panes)) look(name);
  });
  await sync();
  listen(onNews, (reached) => {
    byId("offline").hidden = reached;
  });
  await clock.load();
}

function onNews(news) {
  clock.set(news.now);
  if (news.revision === revision) return;
  sync().catch(() => {});
  // Turning the clock makes dozens of changes; what stands beside the chats is asked for once they are over.
  clearTimeout(calm);
  calm = setTimeout(() => {
    refreshTraffic().catch(() => {});
    clock.load().catch(() => {});
  }, 300);
}

start().catch((error) => tell(error.message, "error"));
