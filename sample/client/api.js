// The page's way to the server: JSON in, JSON out, and a refusal as an Error with the server's sentence.

const ROOT = "/local/api";

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Error("Det gick inte att nå EST-boten. Försök igen.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error?.message ?? "Något gick fel. Försök igen.");
  return body;
}

export const get = (path, query = {}) => answer(fetch(`${ROOT}/${path}?${new URLSearchParams(query)}`));

export const post = (path, body) =>
  answer(
    fetch(`${ROOT}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

/** Calls `onNews` at every change, and `onContact` with whether the server can be reached. */
export function listen(onNews, onContact) {
  const source = new EventSource(`${ROOT}/news`);
  source.onmessage = (event) => {
    onContact(true);
    onNews(JSON.parse(event.data));
  };
  source.onerror = () => onContact(false);
}
