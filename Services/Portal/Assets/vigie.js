/* The one script: saves each field that is left, and goes down into a figure on its page.
   Without it, buttons and links do. Its words are the page's. */
(() => {
  const form = document.querySelector("form[data-save]");
  if (!form) return;
  const words = form.dataset;
  const [line, alarm] = document.querySelectorAll("#saved, #alarm");
  const waiting = new Map();
  let busy, timer, failed = 0;
  const say = (place, text) => { if (place.textContent !== text) place.textContent = text; };

  const send = async (input, value) => {
    const answer = await fetch(words.save, { method: "POST", keepalive: true,
      signal: AbortSignal.timeout(9000), body: new URLSearchParams({ field: input.name, value,
        version: input.dataset.version, token: form.elements.token.value }) });
    // Signed out, or another wrote: the button tells it.
    if ([401, 409].includes(answer.status)) form.requestSubmit(form.querySelector("[name=check]"));
    if (!answer.ok) throw 0;
    return answer.json();
  };

  const show = (input, answer) => {
    const said = document.getElementById(input.name + "-said");
    input.dataset.version = answer.version;
    // The button sends it too.
    const seen = form.elements["v-" + input.name];
    if (seen) seen.value = answer.version;
    input.ariaInvalid = answer.said ? "true" : null;
    said?.classList.toggle("bad", !!answer.said);
    if (said) say(said, answer.said || words.kept);
  };
  const flush = async () => {
    if (busy) return;
    busy = true;
    for (const [input, value] of waiting) {
      try {
        const answer = await send(input, value);
        if (waiting.get(input) === value) waiting.delete(input);
        // What is typed meanwhile rests on it.
        show(input, answer);
        failed = 0;
        say(alarm, "");
        // A minute's text is heard once.
        say(line, answer.said ? input.labels[0].textContent + " – " + answer.said
          : words.all + answer.at + ".");
      } catch {
        say(alarm, words.failed);
        clearTimeout(timer);
        timer = setTimeout(flush, Math.min(60, 2 ** ++failed) * 1000);
        break;
      }
    }
    busy = false;
    if (waiting.size && !failed) flush();
  };
  form.addEventListener("change", ({ target }) => {
    // A choice's button sends it.
    if (!target.dataset.version) return;
    waiting.set(target, target.type === "checkbox" && !target.checked ? "" : target.value);
    flush();
  });
  form.addEventListener("submit", () => waiting.clear());
  addEventListener("online", flush);
  addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
})();
(() => {
  const main = document.querySelector("main"), level = "/indicateurs/";
  if (!location.pathname.startsWith(level)) return;
  let shown = location.pathname + location.search, last = 0;
  const turn = async (to, isNew) => {
    const turning = ++last;
    try {
      const answer = await fetch(to);
      if (!answer.ok || answer.redirected) throw 0;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turning !== last) return;
      main.replaceChildren(...page.querySelector("main").childNodes);
      document.title = page.title;
      if (isNew) history.pushState(null, "", to);
      shown = to.pathname + to.search;
      const place = to.hash && main.querySelector(to.hash) || main.querySelector("h1");
      place.tabIndex = -1;
      place.focus();
    } catch { if (turning === last) location.assign(to); }
  };
  main.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!link?.pathname.startsWith(level) || link.origin !== location.origin) return;
    event.preventDefault();
    turn(new URL(link.href), true);
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) turn(new URL(location));
  });
})();
