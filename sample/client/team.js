// What happens to the team: the app comes and goes, people come and go, the name changes.

const byId = (id) => document.getElementById(id);

/** `ask(body)` asks the server; the returned `draw` keeps the panel true to the state. */
export function setUpTeam(work, ask) {
  let state = null;
  const change = async (body) => {
    const { done } = await ask(body);
    if (!done) throw new Error("EST-boten tog inte emot ändringen. Se Mer, Trafiken.");
  };
  const install = (event) => {
    const what = state?.team.installed ? "remove" : "install";
    work(event.currentTarget, () => change({ what }));
  };
  byId("install").addEventListener("click", install);
  byId("guide-install").addEventListener("click", install);
  byId("rename-form").addEventListener("submit", (event) => {
    event.preventDefault();
    work(event.submitter, () => change({ what: "rename", name: byId("team-name").value.trim() }));
  });
  byId("roster-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const who = byId("roster-member").value;
    const { inTeam } = state.members.find((member) => member.id === who);
    work(event.submitter, () => change({ what: inTeam ? "expel" : "admit", who }));
  });
  byId("roster-member").addEventListener("change", () => nameRosterButton(state));
  return {
    draw(fresh) {
      const renamed = fresh.team.name !== state?.team.name;
      state = fresh;
      byId("install").textContent = fresh.team.installed
        ? `Ta bort ${fresh.bot.name} ur teamet`
        : `Lägg till ${fresh.bot.name} i teamet`;
      if (renamed) byId("team-name").value = fresh.team.name;
      drawMembers(fresh);
    },
  };
}

function drawMembers(state) {
  const list = byId("roster-member");
  const chosen = list.value;
  list.replaceChildren(...state.members.map((member) => new Option(member.name, member.id)));
  if (chosen) list.value = chosen;
  nameRosterButton(state);
}

function nameRosterButton(state) {
  const chosen = state.members.find((member) => member.id === byId("roster-member").value);
  byId("roster-button").textContent = chosen?.inTeam ? "Ta bort ur teamet" : "Lägg till i teamet";
}
