// Cards, drawn by Microsoft's library; this file tells it what Teams tells it.

import { filteredChoiceSet } from "./choices.js";
import { hostConfig } from "./host-config.js";
import { isWebAddress, markdown } from "./markdown.js";

const AC = globalThis.AdaptiveCards;
const CONFIG = new AC.HostConfig(hostConfig);
let mentions = [];

class NumberInput extends AC.NumberInput {
  // The library takes an empty number for one that is out of bounds, and would block every button of the card.
  isValid() {
    return Number.isNaN(this.value) ? !this.isRequired : super.isValid();
  }
}

AC.GlobalRegistry.elements.register("Input.ChoiceSet", filteredChoiceSet(AC));
AC.GlobalRegistry.elements.register("Input.Number", NumberInput);
AC.GlobalSettings.setTabIndexAtCardRoot = false;
AC.Strings.defaults.overflowButtonText = () => "…";
AC.Strings.defaults.overflowButtonTooltip = () => "Fler knappar";
AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text, mentions);
  result.didProcess = true;
};

/** The card as an element. `onPress` gets "execute" or "submit", the action as Teams sends it, and its button. */
export function drawCard(json, onPress) {
  const card = new AC.AdaptiveCard();
  card.hostConfig = CONFIG;
  card.onExecuteAction = (action) => run(action, onPress);
  card.onAnchorClicked = (_element, anchor) => openAddress(anchor.href);
  mentions = mentionsOf(json);
  // Bots may send cards up to version 1.5 to Teams; what is newer takes its fallback.
  card.parse(json, new AC.SerializationContext(AC.Versions.v1_5));
  const element = card.render();
  if (!element || !card.isVersionSupported()) return unreadable(json);
  element.lang = card.lang ?? "sv";
  return element;
}

function run(action, onPress) {
  if (action instanceof AC.OpenUrlAction) {
    openAddress(action.url);
  } else if (action instanceof AC.ExecuteAction) {
    onPress("execute", executed(action), action.renderedElement);
  } else if (action instanceof AC.SubmitAction) {
    onPress("submit", action.data ?? {}, action.renderedElement);
  }
}

function executed(action) {
  const sent = { type: "Action.Execute", verb: action.verb, data: action.data ?? {} };
  return action.id ? { ...sent, id: action.id } : sent;
}

function openAddress(address) {
  if (isWebAddress(address)) window.open(address, "_blank", "noopener,noreferrer");
  return true;
}

function mentionsOf(json) {
  const entities = json.msteams?.entities ?? [];
  return entities
    .filter((entity) => entity.type === "mention")
    .map((entity) => /^<at>(.*)<\/at>$/.exec(entity.text ?? "")?.[1])
    .filter(Boolean);
}

function unreadable(json) {
  const sentence = document.createElement("p");
  sentence.className = "unreadable";
  sentence.textContent = json.fallbackText ?? "Kortet går inte att visa i den här versionen.";
  return sentence;
}
