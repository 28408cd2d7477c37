// The part of Markdown that Teams shows in a card: bold, italic, lists and links. Nothing else becomes HTML:
// every character of the text is escaped, and a link leads to http or https or stays plain text.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const ITEM = /^\s{0,3}(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;

export const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]);

/** Text to HTML. A name in `mentions` is marked where the text has it between `<at>` and `</at>`. */
export function markdown(text, mentions = []) {
  const blocks = [];
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const last = blocks.at(-1);
    const item = ITEM.exec(line);
    if (!line.trim()) {
      blocks.push({ kind: "gap" });
    } else if (item) {
      const kind = item[1] ? "ul" : "ol";
      if (last?.kind === kind) last.lines.push(item[3]);
      else blocks.push({ kind, start: Number(item[2] ?? 1), lines: [item[3]] });
    } else if (last?.kind === "p" || last?.kind === "ul" || last?.kind === "ol") {
      // A single line break is a space, in Teams as in Markdown.
      last.lines.push(`${last.lines.pop()} ${line.trim()}`);
    } else {
      blocks.push({ kind: "p", lines: [line.trim()] });
    }
  }
  return blocks.map((block) => blockHtml(block, mentions)).join("");
}

function blockHtml({ kind, start, lines }, mentions) {
  if (kind === "gap") return "";
  if (kind === "p") return `<p>${inline(lines[0], mentions)}</p>`;
  const items = lines.map((line) => `<li>${inline(line, mentions)}</li>`).join("");
  return kind === "ul" ? `<ul>${items}</ul>` : `<ol start="${start}">${items}</ol>`;
}

function inline(text, mentions) {
  let html = "";
  let index = 0;
  while (index < text.length) {
    const [piece, length] = pieceAt(text, index, mentions);
    html += piece;
    index += length;
  }
  return html;
}

/** The HTML of what stands at `index`, and how many characters it takes. */
function pieceAt(text, index, mentions) {
  const rest = text.slice(index);
  if (rest[0] === "\\" && PUNCTUATION.test(rest[1] ?? "")) return [escapeHtml(rest[1]), 2];
  const found =
    mention(rest, mentions) ?? entity(rest) ?? link(rest, mentions) ?? emphasis(text, index, mentions);
  return found ?? [escapeHtml(rest[0]), 1];
}

function mention(rest, mentions) {
  const found = /^<at>([^<]*)<\/at>/.exec(rest);
  if (!found) return null;
  const name = escapeHtml(found[1]);
  return [mentions.includes(found[1]) ? `<span class="mention">${name}</span>` : name, found[0].length];
}

function entity(rest) {
  const found = /^&(?:#(\d{1,6})|#x([0-9a-f]{1,6})|([a-z]+));/i.exec(rest);
  if (!found) return null;
  const [whole, decimal, hex, name] = found;
  const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
  const character = name ? NAMED[name] : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  return character ? [escapeHtml(character), whole.length] : null;
}

function link(rest, mentions) {
  const found = /^\[((?:\\.|[^\]\\])*)\]\(\s*([^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\s*\)/.exec(rest);
  if (!found) return null;
  const title = inline(found[1], mentions);
  if (!isWebAddress(found[2])) return [escapeHtml(found[0]), found[0].length];
  return [`<a href="${escapeHtml(found[2])}" target="_blank" rel="noopener noreferrer">${title}</a>`, found[0].length];
}

export function isWebAddress(text) {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

function emphasis(text, index, mentions) {
  const mark = /^(\*\*|__|\*|_)/.exec(text.slice(index))?.[0];
  if (!mark || /\s/.test(text[index + mark.length] ?? " ")) return null;
  // An underscore inside a word is part of the word.
  if (mark[0] === "_" && /[\p{L}\p{N}]/u.test(text[index - 1] ?? " ")) return null;
  const end = closing(text, index + mark.length, mark);
  if (end < 0) return null;
  const tag = mark.length === 2 ? "strong" : "em";
  const inside = inline(text.slice(index + mark.length, end), mentions);
  return [`<${tag}>${inside}</${tag}>`, end + mark.length - index];
}

function closing(text, from, mark) {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") {
      at += 1;
    } else if (text.startsWith(mark, at) && at > from && !/\s/.test(text[at - 1])) {
      const doubled = mark.length === 1 && text[at + 1] === mark;
      const insideWord = mark[0] === "_" && /[\p{L}\p{N}]/u.test(text[at + mark.length] ?? " ");
      if (doubled) at += 1;
      else if (!insideWord) return at;
    }
  }
  return -1;
}
