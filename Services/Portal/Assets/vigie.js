/* The portal's one script: saves each field that is left. Without it, the buttons do. */
(() => {
  const form = document.querySelector("form[data-save]");
  if (!form) return;
  const [line, alarm] = ["saved", "alarm"].map((id) => document.getElementById(id));
  const waiting = new Map();
  let busy = false, failed = 0;
  const say = (place, text) => { if (place.textContent !== text) place.textContent = text; };

  const send = async (input, value) => {
    const answer = await fetch(form.dataset.save, { method: "POST", keepalive: true,
      signal: AbortSignal.timeout(9000), body: new URLSearchParams({ field: input.name, value,
        version: input.dataset.version, token: form.elements.token.value }) });
    // Signed out, or the field was written by another: the button's page tells it.
    if ([401, 409].includes(answer.status)) form.requestSubmit(form.elements.check);
    if (!answer.ok) throw 0;
    return answer.json();
  };

  const show = (input, answer) => {
    const said = document.getElementById(input.name + "-said");
    input.dataset.version = answer.version;
    // The button sends the version in a field of its own.
    const seen = form.elements["v-" + input.name];
    if (seen) seen.value = answer.version;
    input.ariaInvalid = answer.said ? "true" : null;
    said?.classList.toggle("bad", !!answer.said);
    if (said) say(said, answer.said || "Enregistré");
  };
  const flush = async () => {
    if (busy) return;
    busy = true;
    for (const [input, value] of waiting) {
      try {
        const answer = await send(input, value);
        if (waiting.get(input) === value) { waiting.delete(input); show(input, answer); }
        failed = 0;
        say(alarm, "");
        // The same minute is the same text: heard once a minute, not once a field.
        say(line, answer.said ? input.labels[0].textContent + " : " + answer.said
          : "Tout est enregistré à " + answer.at + ".");
      } catch {
        say(alarm, "Pas encore enregistré : le service ne répond pas. Gardez cette page ouverte : Vigie réessaie.");
        setTimeout(flush, Math.min(60, 2 ** ++failed) * 1000);
        break;
      }
    }
    busy = false;
    if (waiting.size && !failed) flush();
  };
  form.addEventListener("change", ({ target }) => {
    waiting.set(target, target.type === "checkbox" ? String(target.checked) : target.value);
    flush();
  });
  form.addEventListener("submit", () => waiting.clear());
  addEventListener("online", flush);
  addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
})();
