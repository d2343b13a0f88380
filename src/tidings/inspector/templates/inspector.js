"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const key = document.body.dataset.key;
  const few = { "must-link": 2, "cannot-link": 2, split: 1, lead: 1, kill: 1 };
  document.documentElement.classList.add("js");
  document.querySelector(".tools").hidden = false;

  // what is shown
  const items = all(".item").map((item) => ({ item, text: item.textContent.toLowerCase() }));
  const isHidden = (item) => item.closest("[hidden]") !== null;
  function filter() {
    const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const several = $("several").checked, weak = $("weak").checked;
    let shown = 0;
    for (const { item, text } of items) {
      const fits = words.every((word) => text.includes(word))
        && (!several || !item.dataset.outlets && item.matches(".miss") || Number(item.dataset.outlets) > 1)
        && (!weak || item.matches(".miss") || item.querySelector(".weak") !== null);
      item.hidden = !fits;
      shown += fits;
    }
    $("found").textContent = words.length || several || weak ? `${shown} of ${items.length} shown` : "";
  }
  let waiting = 0;
  for (const id of ["filter", "several", "weak"]) {
    $(id).addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  }

  // what is said
  let gone = 0;
  function say(text, isBad = false) {
    $("said").textContent = text;
    $("said").classList.toggle("bad", isBad);
    clearTimeout(gone);
    gone = setTimeout(() => { $("said").textContent = ""; }, isBad ? 12000 : 6000);
  }
  async function copy(line) {
    try {
      await navigator.clipboard.writeText(line);
      say("Copied; put it into orders.txt");
    } catch {
      say("Your browser does not let pages copy: mark the line and copy it yourself", true);
    }
  }
  async function write(kind, urls, why, button) {
    button.disabled = true;
    try {
      const answer = await fetch("order", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Inspector-Key": key },
        body: JSON.stringify({ kind, urls, why }),
      });
      const text = await answer.text();
      say(text.trim(), !answer.ok);
      button.disabled = answer.ok;
      return answer.ok;
    } catch {
      say("The inspector has ended: start it again, or copy the line", true);
      button.disabled = false;
      return false;
    }
  }
  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => act(made));
    return made;
  }

  // lines that stand below an article; their buttons come when they are looked at
  document.addEventListener("toggle", (event) => {
    for (const code of all("code.line", event.target)) {
      if (code.nextElementSibling) continue;
      const line = code.textContent, [kind, ...urls] = line.split(" ");
      code.after(button("Copy", () => copy(line)));
      if (key) code.after(button("Write", (made) => write(kind, urls, $("why").value, made)));
    }
  }, true);

  // articles that are ticked
  const ticked = () => [...new Set(all(".tick:checked").map((tick) => tick.value))];
  let kind = "split";
  const kinds = Object.keys(few).map((name) => {
    const made = button(name, () => { kind = name; draw(); });
    document.querySelector(".kinds").append(made);
    return made;
  });
  const acts = document.querySelector(".acts");
  const line = () => {
    const why = $("why").value.replace(/\s+/g, " ").trim();
    return [kind, ...ticked()].join(" ") + (why ? `   # ${why}` : "");
  };
  acts.append(button("Copy", () => copy(line())));
  const writing = key ? button("Write", async (made) => {
    if (await write(kind, ticked(), $("why").value, made)) clear();
  }) : null;
  if (writing) acts.prepend(writing);
  acts.append(button("Untick all", () => clear()));
  function draw() {
    const urls = ticked();
    $("bar").hidden = urls.length === 0;
    if (urls.length < few[kind] || kind === "lead" && urls.length > 1) kind = "split";
    $("count").textContent = `${urls.length} ticked`;
    for (const made of kinds) {
      const name = made.textContent;
      made.disabled = urls.length < few[name] || name === "lead" && urls.length > 1;
      made.setAttribute("aria-pressed", String(name === kind));
    }
    $("line").textContent = line();
    if (writing) writing.disabled = false;
  }
  function clear() {
    for (const tick of all(".tick:checked")) tick.checked = false;
    $("why").value = "";
    draw();
  }
  document.addEventListener("change", (event) => { if (event.target.matches(".tick")) draw(); });
  $("why").addEventListener("input", draw);
  $("bar").addEventListener("submit", (event) => event.preventDefault());

  // keys
  function move(query, step) {
    const places = all(query).filter((place) => !isHidden(place) && place.getClientRects().length);
    const here = document.activeElement.closest(query === ".tick" ? ".piece, .singles > li" : ".story, .miss");
    const at = places.findIndex((place) => here !== null && (here.contains(place) || place === here));
    const next = places[at < 0 ? 0 : Math.min(places.length - 1, Math.max(0, at + step))];
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
  }
  const doing = {
    "/": () => $("filter").focus(),
    j: () => move(".tick", 1),
    k: () => move(".tick", -1),
    J: () => move(".story h3, .miss", 1),
    K: () => move(".story h3, .miss", -1),
    w: () => { if (!$("bar").hidden) $("why").focus(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isWriting = event.target.matches("input:not([type=checkbox])");
    if (event.key === "Escape") { if (isWriting) event.target.blur(); else clear(); return; }
    if (isWriting || !$("keys").checked) return;
    if (doing[event.key]) { event.preventDefault(); doing[event.key](); }
  });
  draw();
})();
